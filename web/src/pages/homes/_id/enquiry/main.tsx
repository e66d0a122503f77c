// Write to a home, without an account: it is sent once the e-mail address is
// known to be the writer's.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { api, body, type Schemas } from '../../../../api/client.ts';
import { BackLink, InsetText, Panel } from '../../../../components/index.ts';
import { ChoiceField, ProseField, SendButton, TextField } from '../../../../site/fields.tsx';
import { Form, useForm } from '../../../../site/form.tsx';
import { publicPage } from '../../../../site/public.tsx';
import { atTime, inWords } from '../../../../site/words.ts';

type Home = Schemas['DirectoryEntry'];
type New = Schemas['EnquiryNew'];

const moving: Schemas['EnquiryMoving'][] = ['as_soon_as_possible', 'within_three_months', 'later', 'undecided'];

// What was focused is gone with the form.
const focused = (panel: HTMLElement | null) => panel?.focus();

function Accepted({ home, email, confirmBy }: { home: Home; email: string; confirmBy: string }) {
  return (
    <>
      <Panel titleText="Now look into your mailbox" attributes={{ tabIndex: -1, ref: focused }} />
      <p class="govuk-body">
        We have written to {email}. Open the link in that letter before {atTime(confirmBy)}. Until then
        nobody is shown what you wrote, and {home.name} has not got it.
      </p>
      <p class="govuk-body">
        Is there no letter? Look among the unwanted ones, and check the address above. You can{' '}
        <a class="govuk-link" href={location.pathname}>write again</a>.
      </p>
      <p class="govuk-body"><a class="govuk-link" href={`/homes/${home.id}/`}>Back to {home.name}</a></p>
    </>
  );
}

function Enquiry({ data: home }: { data: Home }) {
  const [accepted, setAccepted] = useState<{ email: string; confirmBy: string } | null>(null);
  const form = useForm({
    read: (values): New => ({
      contact: {
        name: values.text('contact-name'), email: values.text('contact-email'),
        telephone: values.optional('contact-telephone'),
      },
      message: values.text('message'),
      reply_by: values.chosen<New['reply_by']>('reply_by', 'Say how the home shall answer you'),
      moving_when: values.optional('moving_when') as New['moving_when'],
    }),
    send: async (enquiry, headers) => ({
      email: enquiry.contact.email,
      ...await body(api.POST('/v1/directory/{establishment_id}/enquiries', {
        params: { path: { establishment_id: home.id } }, body: enquiry, headers })),
    }),
    done: ({ email, confirm_by }) => setAccepted({ email, confirmBy: confirm_by }),
  });
  return (
    <>
      {!accepted && <BackLink href={`/homes/${home.id}/`}>{`Back to ${home.name}`}</BackLink>}
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {accepted ? <Accepted home={home} {...accepted} /> : (
            <>
              <h1 class="govuk-heading-l">Ask {home.name} a question</h1>
              <p class="govuk-body">
                For people who pay for a place themselves. The home can read what you write, and so can
                the authorities that accredited it; nobody else.
              </p>
              <Form form={form}>
                <ProseField form={form} name="message" label="Your question" most={4000} rows={6}
                  hint="Please leave out details of anybody’s health. The home will ask you for what it has to know." />
                <ChoiceField form={form} name="moving_when" label="When is a place wanted? (Leave it out if you like)"
                  choices={moving.map((value) => ({ value, text: inWords(value) }))} />
                <TextField form={form} name="contact-name" label="Your name" autocomplete="name" />
                <TextField form={form} name="contact-email" type="email" label="E-mail address"
                  hint="We send a link there, which you have to open" autocomplete="email" />
                <TextField form={form} name="contact-telephone" type="tel" label="Telephone number (if you want to be rung up)"
                  width={20} autocomplete="tel" />
                <ChoiceField form={form} name="reply_by" label="How shall the home answer you?" inline
                  choices={[{ value: 'email', text: 'By e-mail' }, { value: 'phone', text: 'By telephone' }]} />
                <InsetText>
                  What you write is stored encrypted and deleted in time. What you do not confirm is
                  deleted within two days. <a class="govuk-link" href="/privacy/">Privacy</a>
                </InsetText>
                <SendButton form={form} text="Send" />
              </Form>
            </>
          )}
        </div>
      </div>
    </>
  );
}

void publicPage({
  load: ({ ids: [establishment_id = ''] }) =>
    body(api.GET('/v1/directory/{establishment_id}', { params: { path: { establishment_id } } })),
  title: ({ name }) => `Ask ${name} a question`,
  view: Enquiry,
});
