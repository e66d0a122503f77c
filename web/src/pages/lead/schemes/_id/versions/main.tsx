// What has changed in a scheme since it was published, and why.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { api, body, type Schemas } from '#api/client.ts';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { More, type Page } from '#lists/more.tsx';
import { SchemeTag } from '#market/tags.tsx';
import { feeInWords } from '#market/scheme.ts';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen } from '#site/screen.tsx';
import { atTime, onDay } from '#site/words.ts';

type Version = Schemas['SchemeVersion'];
type Changes = Schemas['SchemeChanges'];
type Named<Name extends keyof Changes> = NonNullable<Changes[Name]>;

const kinds: Record<Schemas['SchemeChange'], string> = {
  terms: 'Other terms', validity: 'Another last day', extension: 'Extended', pause: 'Decisions paused',
  resumption: 'Pause ended', ending: 'Ended',
};

const nothing = 'nothing';
const fromTo = (from: string | null, to: string | null, word = (text: string) => text) =>
  `From ${from === null ? nothing : word(from)} to ${to === null ? nothing : word(to)}`;

const Before = ({ from, to }: Named<'description'>) => (
  <>
    <p class="govuk-body">From</p><Quoted text={from} />
    <p class="govuk-body">to</p><Quoted text={to} />
  </>
);

function Departures({ to }: Named<'variations'>) {
  if (to.length === 0)
    return <>None any more</>;
  return (
    <ul class="govuk-list govuk-list--bullet">
      {to.map(({ provision, variation, reason }) => <li key={provision}>{`${provision}: ${variation} Why: ${reason}`}</li>)}
    </ul>
  );
}

const State = ({ of }: { of: string | null }) => <SchemeTag state={of as Schemas['SchemeState']} />;

// Of a pause, `from` and `to` are its own days; of its end, the end that was set and the one that came.
const pauseOf = (kind: Version['kind'], { from, to }: Named<'pause'>) => (kind === 'pause'
  ? `From ${onDay(from!)} until ${onDay(to!)}` : `It was set until ${onDay(from!)} and ended on ${onDay(to!)}`);

const factsOf = ({ kind, changes, decision }: Version): (false | undefined | [string, ComponentChildren])[] => {
  const { name, description, valid_to, pause, state, variations, fee } = changes;
  return [
    name && ['Name', fromTo(name.from, name.to)],
    description && ['What it is for', <Before {...description} />],
    valid_to && ['Last day', fromTo(valid_to.from, valid_to.to, onDay)],
    pause && ['Pause of decisions', pauseOf(kind, pause)],
    state && ['State', <>From <State of={state.from} /> to <State of={state.to} /></>],
    variations && ['Departures from the rules', <Departures {...variations} />],
    fee && ['Charge', `From “${feeInWords(fee.from)}” to “${feeInWords(fee.to)}”`],
    decision !== null && ['Decision', `${decision.reference}, ${onDay(decision.decided_on)}, by ${decision.decided_by}`],
  ];
};

function Change({ of }: { of: Version }) {
  const { version, kind, reason, changed_at, changed_by } = of;
  return (
    <section class="marked">
      <h2 class="govuk-heading-m">{`Version ${version}: ${kinds[kind].toLowerCase()}`}</h2>
      <p class="govuk-hint">{`${atTime(changed_at)}${changed_by ? `, by ${changed_by.name}` : ''}`}</p>
      <Facts of={[...factsOf(of), ['Reason', reason]]} />
    </section>
  );
}

const list = (scheme_id: string, cursor?: string) =>
  body(api.GET('/v1/schemes/{scheme_id}/versions', { params: { path: { scheme_id }, query: { cursor, limit: 10 } } }));

void screen<{ scheme: Schemas['Scheme']; first: Page<Version> }>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const [scheme, first] = await Promise.all([loadScheme(scheme_id), list(scheme_id)]);
    return { scheme, first };
  },
  title: ({ scheme }) => `Changes of the terms: ${scheme.name}`,
  view: ({ data: { scheme, first } }) => (
    <SchemeFrame scheme={scheme} title="Changes of the terms">
      {first.items.length === 0 ? <p class="govuk-body">Nothing has changed since it was published.</p> : (
        <>
          <p class="govuk-body">The latest first. Everybody can read them; who made them only you see.</p>
          <More first={first} load={(cursor) => list(scheme.id, cursor)}>
            {(versions) => versions.map((one) => <Change key={one.version} of={one} />)}
          </More>
        </>
      )}
    </SchemeFrame>
  ),
});
