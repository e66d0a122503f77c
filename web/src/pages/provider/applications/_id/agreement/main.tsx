// Signs an agreement that the scheme has had only since the application was sent in.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { Form, useForm } from '#forms/form.tsx';
import { AgreementText } from '#market/agreement.tsx';
import { agreementToSign } from '#provider/agreement.ts';
import { type Application, applicationAddress } from '#provider/applied.ts';
import { readSigned, SignFields } from '#provider/sign-fields.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

type Agreement = Schemas['Agreement'];

interface Whole {
  application: Application;
  agreement: Agreement | null;
}

async function load(application_id: string): Promise<Whole> {
  const application = await body(api.GET('/v1/applications/{application_id}', { params: { path: { application_id } } }));
  return { application, agreement: await agreementToSign(application) };
}

function Sign({ application, agreement, me }: { application: Application; agreement: Agreement; me: Schemas['Me'] }) {
  const form = useForm({
    read: (values) => ({ ...readSigned(values), agreement_version: agreement.version }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/agreement', {
      params: { path: { application_id: application.id } }, body, headers })),
    done: () => goTo(applicationAddress(application.id), `Version ${agreement.version} of the agreement is signed`),
  });
  return (
    <>
      <p class="govuk-body">
        The scheme has had this agreement only since you sent in your application. Nothing is decided until you have signed it.
      </p>
      <h2 class="govuk-heading-m">{agreement.title}</h2>
      <AgreementText agreement={agreement} />
      <Form form={form}>
        <SignFields form={form} me={me} heading="Sign it" declares="I may sign for the provider, and we sign the agreement above"
          warning="You are bound by this version, whatever version comes after it." button="Sign the agreement" />
      </Form>
    </>
  );
}

const standing = ({ agreement }: Application) => (agreement
  ? `Version ${agreement.version} was signed on ${atTime(agreement.signed_at)}.` : 'There is no agreement to sign with this application.');

void screen({
  load: ({ ids: [application_id = ''] }) => load(application_id),
  view: ({ data: { application, agreement }, me }: View<Whole>) => (
    <>
      <BackLink href={applicationAddress(application.id)}>{application.reference}</BackLink>
      <span class="govuk-caption-l">{application.reference}</span>
      <h1 class="govuk-heading-l">Sign the agreement</h1>
      {agreement ? <Sign application={application} agreement={agreement} me={me} />
        : <p class="govuk-body">{standing(application)}</p>}
    </>
  ),
});
