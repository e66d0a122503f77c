// home-form.tsx - what is known of a home, to be written or changed.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { ratings } from '#directory/rating.tsx';
import { CheckField, ChoiceField, choicesOf, NumberField, ProseField, SelectField, TextField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { inWords, regulators } from '#site/words.ts';

type Home = Schemas['Establishment'];

// Others may have come through the API, and stay.
const gendersOf = (home?: Home) => [...new Set(['female', 'male', ...home?.profile.genders ?? []])]
  .map((value) => ({ value, text: inWords(value) }));

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);

export function readHome(values: Values): Schemas['EstablishmentNew'] {
  const age_from = values.optionalNumber('profile-age_from');
  const age_to = values.optionalNumber('profile-age_to');
  const needs = lines(values.text('profile-needs'));
  const given = {
    age_from, age_to, summary: values.optional('profile-summary'), website: values.optional('profile-website'),
    phone: values.optional('profile-phone'),
  };
  return {
    name: values.text('name'),
    address: {
      line_1: values.text('address-line_1'), line_2: values.optional('address-line_2'), town: values.text('address-town'),
      postcode: values.text('address-postcode').toUpperCase(),
    },
    regulator: { scheme: values.chosen('regulator-scheme', 'Say with whom the home is registered'), id: values.optional('regulator-id') },
    rating: values.chosen('rating', 'Choose the rating'),
    capacity: values.number('capacity'),
    vacancies: values.optionalNumber('vacancies'),
    profile: {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
      ...(needs.length > 0 ? { needs } : {}),
      ...(values.all('profile-genders').length > 0 ? { genders: values.all('profile-genders') } : {}),
    },
  };
}

export function HomeFields({ form, home }: { form: FormState; home?: Home }) {
  const { address, regulator, profile } = home ?? {};
  return (
    <>
      <TextField form={form} name="name" label="Name of the home" value={home?.name} width={30} />
      <h2 class="govuk-heading-m">Where it is</h2>
      <TextField form={form} name="address-line_1" label="Address line 1" value={address?.line_1} autocomplete="address-line1" />
      <TextField form={form} name="address-line_2" label="Address line 2 (optional)" value={address?.line_2} autocomplete="address-line2" />
      <TextField form={form} name="address-town" label="Town or city" value={address?.town} width={20} autocomplete="address-level2" />
      <TextField form={form} name="address-postcode" label="Postcode" value={address?.postcode} width={10} autocomplete="postal-code" />
      <h2 class="govuk-heading-m">Registration and rating</h2>
      <SelectField form={form} name="regulator-scheme" label="Registered with" value={regulator?.scheme}
        choices={[{ value: '', text: 'Choose' }, ...choicesOf(regulators)]} />
      <TextField form={form} name="regulator-id" label="Its number there" width={20} value={regulator?.id} />
      <ChoiceField form={form} name="rating" label="Rating" value={home?.rating}
        hint="What the last inspection gave. It is checked when the home is assessed."
        choices={choicesOf(ratings)} />
      <h2 class="govuk-heading-m">Places</h2>
      <NumberField form={form} name="capacity" label="How many places are there?" value={home?.capacity} />
      <NumberField form={form} name="vacancies" label="How many are free? (leave it out if you do not know)" value={home?.vacancies} />
      <h2 class="govuk-heading-m">What people want to know first (optional)</h2>
      <NumberField form={form} name="profile-age_from" label="Youngest age" width={3} value={profile?.age_from} />
      <NumberField form={form} name="profile-age_to" label="Oldest age" width={3} value={profile?.age_to} />
      <CheckField form={form} name="profile-genders" label="Who lives there?" choices={gendersOf(home)} values={profile?.genders} />
      <ProseField form={form} name="profile-needs" label="Needs that you are good at" hint="One on each line" most={4000} rows={4} value={profile?.needs?.join('\n')} />
      <ProseField form={form} name="profile-summary" label="The home in a few sentences" most={4000} rows={5} value={profile?.summary} />
      <TextField form={form} name="profile-website" label="Website" hint="It begins with https://" value={profile?.website} />
      <TextField form={form} name="profile-phone" type="tel" label="Telephone" width={20} value={profile?.phone} autocomplete="tel" />
    </>
  );
}
