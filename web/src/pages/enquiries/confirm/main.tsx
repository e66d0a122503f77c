// Confirms an enquiry. Not by being opened: programs open the links of letters,
// too, to see whether they are dangerous.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { api, body, Problem, type Schemas } from '#api/client.ts';
import { Panel } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { show } from '#site/region.tsx';
import { start } from '#site/start.ts';

type Outcome = Schemas['EnquirySent'] | 'enquiry-link-unusable' | 'home-not-listed';

// The token comes behind the #, which no server is told, and leaves the address
// for the state of this one entry of the tab: a phone reloads by itself what was
// out of sight. What came of it stands there afterwards, instead of the token.
type Kept = { token: string } | { outcome: Outcome };

const keep = (what: Kept) => history.replaceState(what, '', location.pathname);

if (location.hash.length > 1)
  keep({ token: location.hash.slice(1) });
const kept = history.state as Kept | null;
const token = kept && 'token' in kept ? kept.token : '';
// The link was opened again, in the tab that is here already.
window.addEventListener('hashchange', () => location.reload());

// What was focused is gone with the form.
const focused = (heading: HTMLElement | null) => heading?.focus();

function Heading({ children }: { children: ComponentChildren }) {
  return <h1 class="govuk-heading-l" tabIndex={-1} ref={focused}>{children}</h1>;
}

const find = <a class="govuk-link" href="/find/">Find a home</a>;

function Sent({ establishment: { id, name } }: Schemas['EnquirySent']) {
  return (
    <>
      <Panel titleText="Your enquiry has been sent" attributes={{ tabIndex: -1, ref: focused }}>{name}</Panel>
      <p class="govuk-body">
        The home answers you itself, in the way that you asked for. If you hear nothing,{' '}
        <a class="govuk-link" href={`/homes/${id}/`}>its page</a> says how else to reach it.
      </p>
    </>
  );
}

function Unusable() {
  return (
    <>
      <Heading>This link cannot be used any more</Heading>
      <p class="govuk-body">
        A link is good once, and for 24 hours. If you have pressed the button before, your enquiry
        was sent then and there is nothing more to do.
      </p>
      <p class="govuk-body">If you have not, nothing was sent. {find} and write to it again.</p>
    </>
  );
}

function NotListed() {
  return (
    <>
      <Heading>The home is no longer listed</Heading>
      <p class="govuk-body">
        It has left the list of accredited homes since you wrote to it, so your enquiry was not
        sent to anybody. {find} that is listed now.
      </p>
    </>
  );
}

// A refusal that is the end of it is an outcome; after any other one can try again.
async function confirm(body_: Schemas['EnquiryConfirmation'], headers: { 'Idempotency-Key': string }): Promise<Outcome> {
  try {
    return await body(api.POST('/v1/enquiries/confirmation', { body: body_, headers }));
  } catch (error) {
    if (error instanceof Problem && (error.slug === 'enquiry-link-unusable' || error.slug === 'home-not-listed'))
      return error.slug;
    throw error;
  }
}

function Confirm() {
  const [outcome, setOutcome] = useState(kept && 'outcome' in kept ? kept.outcome : null);
  const form = useForm({
    read: () => ({ token }),
    send: confirm,
    done: (came: Outcome) => {
      keep({ outcome: came });
      setOutcome(came);
    },
  });
  if (outcome === 'enquiry-link-unusable')
    return <Unusable />;
  if (outcome === 'home-not-listed')
    return <NotListed />;
  if (outcome !== null)
    return <Sent {...outcome} />;
  return (
    <>
      <h1 class="govuk-heading-l">Confirm your enquiry</h1>
      {token === '' ? (
        <p class="govuk-body">
          Part of the link is missing. Open it from the e-mail again, or copy all of it from there
          into the address bar. If you have pressed the button there before, your enquiry was sent then.
        </p>
      ) : (
        <Form form={form}>
          <p class="govuk-body">
            You wrote to a home. It gets your enquiry when you press this button. If it was not you
            who wrote, close this page and nothing is sent.
          </p>
          <SendButton form={form} text="Send my enquiry" />
        </Form>
      )}
    </>
  );
}

start();
show(<Confirm />, null);
