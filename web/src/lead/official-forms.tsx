// official-forms.tsx - what an inspectorate or a regulator has said of a home, to be recorded.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { ChoiceField, type Choice, choicesOf, DateField, SelectField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { registrationStates } from '#market/official.tsx';
import { goTo } from '#site/notices.tsx';
import { frameworkName, inspectorates, inWords, regulators } from '#site/words.ts';

type Accreditation = Schemas['Accreditation'];

// Every grade that the scales know, told apart by who gives it and how.
export async function loadGrades(): Promise<Choice[]> {
  const scales = await everything((cursor) => body(api.GET('/v1/rating-scales', { params: { query: { cursor, limit: 100 } } })));
  const grades = new Map(scales.map(({ regulator, framework, grade }) => [
    `${regulator} ${framework} ${grade}`, `${inspectorates[regulator]}, ${frameworkName(framework)}: ${inWords(grade)}`]));
  return [...grades].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text));
}

// "Quality of education" -> quality_of_education, as inspectorates' words are kept.
const asWord = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_|_$/g, '');

const given = (source_reference: string | null) => (source_reference === null ? {} : { source_reference });

const params = ({ establishment }: Accreditation) => ({ path: { establishment_id: establishment.id } });

// What a fact does to the home is done by then: its page says it.
const back = ({ id, establishment }: Accreditation, what: string) =>
  goTo(`/lead/accreditations/${id}/`, `${what} of ${establishment.name} is recorded`);

export function RatingForm({ of, grades }: { of: Accreditation; grades: Choice[] }) {
  const form = useForm({
    read: (values) => {
      const [regulator, framework, grade] = values.chosen<string>('grade', 'Choose the grade')?.split(' ') ?? [];
      const area = asWord(values.text('area'));
      return {
        regulator: regulator as Schemas['Inspectorate'], framework: framework!, grade: grade!,
        ...(area === '' ? {} : { area }),
        on: values.date('on'), ...given(values.optional('source_reference')),
      };
    },
    send: (body, headers) => answer(api.POST('/v1/establishments/{establishment_id}/ratings', { params: params(of), body, headers })),
    done: () => back(of, 'The rating'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">
        As the report has it. What the grade means is said by the scheme’s scales: one that fails suspends the home at once, for all councils.
      </p>
      <SelectField form={form} name="grade" label="Grade" choices={[{ value: '', text: 'Choose' }, ...grades]} />
      <TextField form={form} name="area" label="Area of the report (optional)" width={20}
        hint="For example, Safeguarding. Without one it is the overall grade" />
      <DateField form={form} name="on" label="Given on" />
      <TextField form={form} name="source_reference" label="Where to look (optional)" hint="For example, the address of the report" />
      <SendButton form={form} text="Record the rating" />
    </Form>
  );
}

const { none, ...keepingRegisters } = regulators;

export function RegistrationForm({ of }: { of: Accreditation }) {
  const form = useForm({
    read: (values) => ({
      regulator: values.chosen<keyof typeof keepingRegisters>('regulator', 'Choose the regulator'),
      state: values.chosen<Schemas['RegistrationState']>('state', 'Say whether it is on the register'),
      from: values.date('from'), ...given(values.optional('source_reference')),
    }),
    send: (body, headers) => answer(api.POST('/v1/establishments/{establishment_id}/registrations', { params: params(of), body, headers })),
    done: () => back(of, 'The registration'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">
        Where the category’s regulator has the home on its register no more, it is suspended from the first moment of that day.
      </p>
      <ChoiceField form={form} name="regulator" label="Whose register" choices={choicesOf(keepingRegisters)} />
      <ChoiceField form={form} name="state" label="The home is" choices={choicesOf(registrationStates)} />
      <DateField form={form} name="from" label="From" />
      <TextField form={form} name="source_reference" label="Where to look (optional)" hint="For example, the address of its entry" />
      <SendButton form={form} text="Record the registration" />
    </Form>
  );
}
