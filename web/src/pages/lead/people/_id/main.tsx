// One person: name, role, whether she can sign in, and her training to score.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, body, everything, type Schemas } from '#api/client.ts';
import { BackLink, Details, InsetText, Tag } from '#components/index.ts';
import { ChoiceField, DateField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { givenRoles } from '#lead/choices.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { screen, type View } from '#site/screen.tsx';
import { onDay, roles } from '#site/words.ts';

interface Whole {
  user: Answer<Schemas['User']>;
  training: Schemas['Training'][];
}

type Part = View<Whole>;

const own = ({ data, me }: Part) => data.user.data.id === me.id;

function Change(view: Part) {
  const { data: { user: { data: user, etag } }, reload } = view;
  const form = useForm({
    read: (values) => ({
      name: values.text('name'),
      ...(own(view) ? {} : { role: values.chosen<Schemas['Role']>('role', 'Choose what the person may do') }),
    }),
    send: (body) => answer(api.PATCH('/v1/users/{user_id}',
      { params: { path: { user_id: user.id }, header: { 'If-Match': etag } }, body })),
    done: () => reload('The change is saved'),
  });
  return (
    <Form form={form}>
      <TextField form={form} name="name" label="Name" value={user.name} />
      {own(view) ? <p class="govuk-body">{`You are ${roles[user.role].toLowerCase()}. Nobody changes their own role.`}</p>
        : <ChoiceField form={form} name="role" label="What the person may do" choices={givenRoles} value={user.role} />}
      <SendButton form={form} text="Save" />
    </Form>
  );
}

function Disable(view: Part) {
  const { data: { user: { data: user, etag } }, reload } = view;
  const form = useForm({
    read: () => ({ disabled: !user.disabled }),
    send: (body) => answer(api.PATCH('/v1/users/{user_id}',
      { params: { path: { user_id: user.id }, header: { 'If-Match': etag } }, body })),
    done: ({ data: { disabled, name } }) => reload(disabled ? `${name} can no longer sign in` : `${name} can sign in again`),
  });
  if (own(view))
    return null;
  return (
    <>
      <h2 class="govuk-heading-m">{user.disabled ? 'Let the person sign in again' : 'Stop the person from signing in'}</h2>
      {!user.disabled && <p class="govuk-body">Every session of the person ends at once. What the person has done stays.</p>}
      <Form form={form}>
        <SendButton form={form} text={user.disabled ? 'Enable' : 'Disable'} secondary />
      </Form>
    </>
  );
}

function Train({ data: { user: { data: user } }, reload }: Part) {
  const form = useForm({
    read: (values) => ({
      course: values.text('course'), completed_on: values.date('completed_on'), valid_until: values.date('valid_until'),
      evidence: values.optional('evidence') ?? undefined,
    }),
    send: (body, headers) => answer(api.POST('/v1/users/{user_id}/training',
      { params: { path: { user_id: user.id } }, body, headers })),
    done: () => reload('The training is recorded'),
  });
  return (
    <Form form={form}>
      <TextField form={form} name="course" label="Course" />
      <DateField form={form} name="completed_on" label="Completed on" />
      <DateField form={form} name="valid_until" label="Counts until" />
      <TextField form={form} name="evidence" label="Where the certificate is kept (optional)" />
      <SendButton form={form} text="Record the training" secondary />
    </Form>
  );
}

function Training(view: Part) {
  const { training } = view.data;
  return (
    <>
      <h2 class="govuk-heading-m">Training to score</h2>
      {training.length === 0 ? <p class="govuk-body">None is recorded. Only who is trained may be asked to score.</p> : (
        <WideTable caption="Courses" firstCellIsHeader head={[{ text: 'Course' }, { text: 'Completed' }, { text: 'Counts until' }, { text: 'State' }]}
          rows={training.map(({ course, completed_on, valid_until, current }) => [
            { text: course }, { text: onDay(completed_on) }, { text: onDay(valid_until) },
            { text: current ? <Tag classes="govuk-tag--green">Counts</Tag> : <Tag classes="govuk-tag--grey">Over</Tag> },
          ])} />
      )}
      <Details key={training.length} summaryText="Record a training"><Train {...view} /></Details>
    </>
  );
}

void screen<Whole>({
  load: async ({ ids: [user_id = ''] }) => {
    const [user, training] = await Promise.all([
      answer(api.GET('/v1/users/{user_id}', { params: { path: { user_id } } })),
      everything((cursor) => body(api.GET('/v1/users/{user_id}/training', { params: { path: { user_id }, query: { cursor } } }))),
    ]);
    return { user, training };
  },
  title: ({ user: { data } }) => data.name,
  view: (view) => {
    const { data: user, etag } = view.data.user;
    return (
      <>
        <BackLink href="/lead/people/">People</BackLink>
        <span class="govuk-caption-l">{user.email}</span>
        <h1 class="govuk-heading-l">{user.name}</h1>
        {user.disabled && <InsetText>This person cannot sign in.</InsetText>}
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-two-thirds">
            {givenRoles.some(({ value }) => value === user.role) ? (
              <>
                <Change key={etag} {...view} />
                <Disable key={`${etag}-sign-in`} {...view} />
                <Training {...view} />
              </>
            ) : <p class="govuk-body">{`${roles[user.role]}. Whoever runs Fairlot changes this person, not you.`}</p>}
          </div>
        </div>
      </>
    );
  },
});
