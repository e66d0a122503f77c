// One act upon a scheme: /act/?do=pause and its like.
// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent } from 'preact';

import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { WarningText } from '#components/index.ts';
import { DateField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { loadScheme, schemeAddress, SchemeFrame } from '#lead/scheme-frame.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

type Scheme = Schemas['Scheme'];
type Sent = Promise<Answer<Scheme>>;

const pathOf = ({ id }: Scheme) => ({ path: { scheme_id: id } });
const back = ({ id }: Scheme, done: string) => goTo(schemeAddress(id), done);

function Plain({ data, path, explained, text, done }: {
  data: Scheme; path: 'opening' | 'initial-round'; explained: string; text: string; done: string;
}) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers): Sent => answer(api.POST(`/v1/schemes/{scheme_id}/${path}`, { params: pathOf(data), body, headers })),
    done: () => back(data, done),
  });
  return (
    <Form form={form}>
      <WarningText>{explained}</WarningText>
      <SendButton form={form} text={text} />
    </Form>
  );
}

function Reasoned({ data, path, explained, text, done, grave }: {
  data: Scheme; path: 'closing' | 'abandonment' | 'resumption'; explained: string; text: string; done: string; grave?: boolean;
}) {
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers): Sent => answer(api.POST(`/v1/schemes/{scheme_id}/${path}`, { params: pathOf(data), body, headers })),
    done: () => back(data, done),
  });
  return (
    <Form form={form}>
      <WarningText>{explained}</WarningText>
      <ProseField form={form} name="reason" label="Reason" hint="Everybody can read it" most={2000} rows={3} />
      <SendButton form={form} text={text} warning={grave} />
    </Form>
  );
}

const Open = ({ data }: View<Scheme>) => (
  <Plain data={data} path="opening" text="Open the scheme" done={`${data.name} is open`}
    explained="Everybody can read it from now on, and providers can apply on any day." />
);

const InitialRound = ({ data }: View<Scheme>) => (
  <Plain data={data} path="initial-round" text="Start the first round" done="The first round has begun"
    explained="Everybody can read it, and providers can apply. No referral is published before the first round is decided." />
);

const Close = ({ data }: View<Scheme>) => (
  <Reasoned data={data} path="closing" grave text="End the scheme" done={`${data.name} is ending`}
    explained="Nothing new is received from now on. Referrals under way are finished." />
);

const Abandon = ({ data }: View<Scheme>) => (
  <Reasoned data={data} path="abandonment" grave text="Give up the scheme" done={`${data.name} is given up`}
    explained="It is not taken back." />
);

const Resume = ({ data }: View<Scheme>) => (
  <Reasoned data={data} path="resumption" text="End the pause" done="Decisions are made again" explained="Decisions are made again from today." />
);

function Announce({ data }: View<Scheme>) {
  const form = useForm({
    read: (values) => {
      const reference = values.optional('conflicts_assessment-reference');
      return { conflicts_assessment: reference === null ? null
        : { reference, assessed_on: values.date('conflicts_assessment-assessed_on') } };
    },
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/intention', { params: pathOf(data), body, headers })),
    done: () => back(data, 'The scheme is announced; the notice of intention is drafted'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">Everybody can read it before anybody can apply.</p>
      <TextField form={form} name="conflicts_assessment-reference" label="Reference of the assessment of conflicts of interest"
        hint="Needed under the Procurement Act 2023" width={20} />
      <DateField form={form} name="conflicts_assessment-assessed_on" label="Assessed on" />
      <SendButton form={form} text="Announce the scheme" />
    </Form>
  );
}

function Pause({ data }: View<Scheme>) {
  const form = useForm({
    read: (values) => ({ from: values.optionalDate('from') ?? undefined, until: values.date('until'), reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/pause', { params: pathOf(data), body, headers })),
    done: () => back(data, 'The pause is set'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">Applications are still received, and decided on when the pause is over.</p>
      <DateField form={form} name="from" label="From (optional)" hint="Today, unless you say later" />
      <DateField form={form} name="until" label="Decisions are made again on" />
      <ProseField form={form} name="reason" label="Reason" hint="Everybody can read it" most={2000} rows={3} />
      <SendButton form={form} text="Pause decisions" />
    </Form>
  );
}

function Extend({ data }: View<Scheme>) {
  const form = useForm({
    read: (values) => ({
      valid_to: values.date('valid_to'),
      decision: {
        reference: values.text('decision-reference'), decided_on: values.date('decision-decided_on'),
        decided_by: values.text('decision-decided_by'),
      },
      reason: values.text('reason'),
    }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/extension', { params: pathOf(data), body, headers })),
    done: () => back(data, 'The scheme is extended; its notice is drafted'),
  });
  return (
    <Form form={form}>
      <DateField form={form} name="valid_to" label="New last day" value={data.extends_to} />
      <TextField form={form} name="decision-reference" label="Reference of the decision" width={20} />
      <DateField form={form} name="decision-decided_on" label="Decided on" />
      <TextField form={form} name="decision-decided_by" label="Decided by" />
      <ProseField form={form} name="reason" label="Reason" hint="Everybody can read it" most={2000} rows={3} />
      <SendButton form={form} text="Extend the scheme" />
    </Form>
  );
}

const acts: Record<string, [title: string, form: FunctionComponent<View<Scheme>>]> = {
  'opening': ['Open', Open],
  'initial-round': ['Start the first round', InitialRound],
  'intention': ['Announce', Announce],
  'pause': ['Pause decisions', Pause],
  'resumption': ['End the pause', Resume],
  'extension': ['Extend', Extend],
  'closing': ['End the scheme', Close],
  'abandonment': ['Give up', Abandon],
};

const chosen = (query: URLSearchParams) => acts[query.get('do') ?? ''] ?? acts['opening']!;

void screen<Scheme>({
  load: ({ ids: [scheme_id = ''] }) => loadScheme(scheme_id),
  title: ({ name }) => `${chosen(new URLSearchParams(location.search))[0]}: ${name}`,
  view: (view) => {
    const [title, Act] = chosen(view.query);
    return <SchemeFrame scheme={view.data} title={title}><Act {...view} /></SchemeFrame>;
  },
});
