// Write to a home, without an account: it is sent once the e-mail address is
// known to be the writer's.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { api, body, Problem, type Schemas } from '#api/client.ts';
import { BackLink, InsetText } from '#components/index.ts';
import { HowToAsk } from '#directory/how-to-ask.tsx';
import { ChoiceField, choicesOf, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { moving, replies } from '#market/enquiry-words.ts';
import { publicPage } from '#site/public.tsx';

type Home = Schemas['DirectoryEntry'];
type New = Schemas['EnquiryNew'];

// What was focused is gone with the form.
const focused = (heading: HTMLElement | null) => heading?.focus();

function CheckEmail({ home, email }: { home: Home; email: string }) {
  return (
    <>
      <h1 class="govuk-heading-l" tabIndex={-1} ref={focused}>Check your e-mail</h1>
      <p class="govuk-body">
        We are sending a link to <strong class="govuk-!-text-break-word">{email}</strong>. The link is good
        for 24 hours.
      </p>
      <p class="govuk-body">
        <strong>Your enquiry is not sent until you open the link</strong> and press the button there.
        Until then nobody can read it, and {home.name} does not know of it.
      </p>
      <h2 class="govuk-heading-m">If no e-mail comes</h2>
      <p class="govuk-body">
        Look in your spam or junk folder. If the address above is wrong,{' '}
        <a class="govuk-link" href={location.pathname}>write again</a>. If you have written to us five times and have not
        opened any of the links, we send no more for now: open one of those.
      </p>
    </>
  );
}

async function write(home: Home, enquiry: New, headers: { 'Idempotency-Key': string }): Promise<string> {
  try {
    await body(api.POST('/v1/directory/{establishment_id}/enquiries', {
      params: { path: { establishment_id: home.id } }, body: enquiry, headers }));
  } catch (error) {
    if (error instanceof Problem && error.status === 404)
      throw new Problem({ detail: `${home.name} has just left the list of accredited homes, so nothing was sent.` }, 404);
    throw error;
  }
  return enquiry.contact.email;
}

function Write({ home, done }: { home: Home; done: (email: string) => void }) {
  const form = useForm({
    read: (values): New => ({
      contact: {
        name: values.text('contact-name'), email: values.text('contact-email'),
        telephone: values.optional('contact-telephone'),
      },
      message: values.text('message'),
      reply_by: values.chosen<New['reply_by']>('reply_by', 'Choose e-mail or telephone'),
      moving_when: values.optional('moving_when') as New['moving_when'],
    }),
    send: (enquiry, headers) => write(home, enquiry, headers),
    done,
  });
  return (
    <>
      <h1 class="govuk-heading-l">Write to {home.name}</h1>
      <p class="govuk-body">
        For people who pay for care themselves, and their families. You need no account. Writing costs nothing and
        promises nothing.
      </p>
      <Form form={form}>
        <ProseField form={form} name="message" label="Your message" rows={8}
          hint="For example, what you want to know and when you could visit. Please leave out medical details; the home will ask for what it needs to know." />
        <ChoiceField form={form} name="moving_when" label="When is a place wanted? (optional)" choices={choicesOf(moving)} />
        <TextField form={form} name="contact-name" label="Your name" autocomplete="name" />
        <TextField form={form} name="contact-email" type="email" label="E-mail address"
          hint="We send you a link there to confirm that it is yours" autocomplete="email" />
        <TextField form={form} name="contact-telephone" type="tel" label="Telephone number"
          hint="Optional, unless you want a reply by telephone" width={20} autocomplete="tel" />
        <ChoiceField form={form} name="reply_by" label="How do you want the home to reply?" choices={choicesOf(replies)} />
        <InsetText>
          The home can read what you write. So can staff of the councils that checked it. Nobody else can.{' '}
          <a class="govuk-link" href="/privacy/">How long it is kept</a>
        </InsetText>
        <SendButton form={form} text="Continue" />
      </Form>
    </>
  );
}

function NotFromHere({ home }: { home: Home }) {
  return (
    <>
      <h1 class="govuk-heading-l">Write to {home.name}</h1>
      <HowToAsk home={home} />
    </>
  );
}

function Enquiry({ data: home }: { data: Home }) {
  const [email, setEmail] = useState<string | null>(null);
  return (
    <>
      <BackLink href={`/homes/${home.id}/`}>{home.name}</BackLink>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {!home.enquiries ? <NotFromHere home={home} />
            : email === null ? <Write home={home} done={setEmail} /> : <CheckEmail home={home} email={email} />}
        </div>
      </div>
    </>
  );
}

void publicPage({
  load: ({ ids: [establishment_id = ''] }) =>
    body(api.GET('/v1/directory/{establishment_id}', { params: { path: { establishment_id } } })),
  title: ({ name }) => `Write to ${name}`,
  view: Enquiry,
});
