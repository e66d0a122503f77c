// Confirms an enquiry. Not by being opened: programs open the links of letters,
// too, to see whether they are dangerous.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { api, body, type Schemas } from '../../../api/client.ts';
import { Panel } from '../../../components/index.ts';
import { SendButton } from '../../../site/fields.tsx';
import { Form, useForm } from '../../../site/form.tsx';
import { show } from '../../../site/screen.tsx';
import { start } from '../../../site/start.ts';

// Behind the #, which no server is told.
const token = () => location.hash.slice(1);

// What was focused is gone with the form.
const focused = (panel: HTMLElement | null) => panel?.focus();

function Confirm() {
  const [sent, setSent] = useState<Schemas['EnquirySent'] | null>(null);
  const form = useForm({
    read: () => ({ token: token() }),
    send: (confirmation, headers) =>
      body(api.POST('/v1/enquiries/confirmation', { body: confirmation, headers })),
    done: setSent,
  });
  if (sent)
    return (
      <>
        <Panel titleText="Your question has been sent" attributes={{ tabIndex: -1, ref: focused }}>{sent.establishment.name}</Panel>
        <p class="govuk-body">
          The home answers you as you asked it to. If you hear nothing, ring it up: its number is
          on <a class="govuk-link" href={`/homes/${sent.establishment.id}/`}>its page</a>.
        </p>
      </>
    );
  return (
    <>
      <h1 class="govuk-heading-l">Confirm your question</h1>
      {token() === '' ? (
        <p class="govuk-body">
          Something is missing from this address. Copy the whole link from the e-mail, or{' '}
          <a class="govuk-link" href="/find/">find the home</a> and write again.
        </p>
      ) : (
        <Form form={form}>
          <p class="govuk-body">
            You wrote to a home. It gets your question when you press this button. If it was not you
            who wrote, close this page: nothing is sent.
          </p>
          <SendButton form={form} text="Send my question" />
        </Form>
      )}
    </>
  );
}

start();
show(<Confirm />);
