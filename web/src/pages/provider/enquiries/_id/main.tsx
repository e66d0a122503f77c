// One enquiry: the provider answers it elsewhere, and says here that it has.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, type Schemas } from '#api/client.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { enquiryScreen } from '#market/enquiries.tsx';
import type { View } from '#site/screen.tsx';

function Answered({ data: { id: enquiry_id }, reload }: View<Schemas['Enquiry']>) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers) => answer(api.POST('/v1/enquiries/{enquiry_id}/answering', {
      params: { path: { enquiry_id } }, body, headers })),
    done: () => reload('The enquiry is marked as answered'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">
        Answer by e-mail or telephone; nothing is sent from here. Then mark the enquiry as answered,
        which the lead authority is told.
      </p>
      <SendButton form={form} text="Mark as answered" />
    </Form>
  );
}

void enquiryScreen('/provider/enquiries/', (view) => view.data.state === 'sent' && <Answered {...view} />);
