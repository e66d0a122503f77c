// event-fields.tsx - which events a webhook is told of: everything, or some.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import type { Schemas } from '#api/client.ts';
import { Button, Checkboxes, Details, Radios } from '#components/index.ts';
import { type Choice, choicesOf } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { isKnown, typeInWords, typesAbout } from '#market/event-words.ts';
import { topics } from '#market/topics.ts';

const name = 'event_types';
const which = 'which';

// To the API no type is all of them; nobody means that who chose "only some".
export function readEvents(values: Values): string[] {
  const chosen = values.text(which) === 'some' ? values.all(name) : [];
  if (values.text(which) === '')
    values.faults.push({ field: name, detail: 'Choose whether it is told of everything' });
  else if (values.text(which) === 'some' && chosen.length === 0)
    values.faults.push({ field: name, detail: 'Choose at least one kind of event' });
  return chosen;
}

// In the fold that the button stands in.
function chooseAll({ currentTarget }: MouseEvent): void {
  const boxes = (currentTarget as HTMLElement).closest('details')!.querySelectorAll('input');
  for (const box of boxes)
    box.checked = true;
}

function Topic({ topic, title, choices, chosen }: {
  topic: string; title: string; choices: Choice[]; chosen: string[];
}) {
  const held = choices.filter(({ value }) => chosen.includes(value)).length;
  return (
    <Details summaryText={held === 0 ? title : `${title} (${held} chosen)`}>
      <Checkboxes idPrefix={`${name}-${topic}`} name={name} classes="govuk-checkboxes--small"
        fieldset={{ attributes: { 'aria-label': title } }}
        items={choices.map(({ value, text }) =>
          ({ value, text, attributes: { defaultChecked: chosen.includes(value) } }))} />
      <Button type="button" classes="govuk-button--secondary" attributes={{ onClick: chooseAll }}>
        Choose all<span class="govuk-visually-hidden">{` of ${title}`}</span>
      </Button>
    </Details>
  );
}

function Topics({ chosen }: { chosen: string[] }) {
  const others = chosen.filter((type) => !isKnown(type));
  return (
    <>
      {choicesOf(topics).map(({ value, text }) => (
        <Topic key={value} topic={value} title={text} chosen={chosen}
          choices={typesAbout(value as Schemas['NoticeTopic'])} />
      ))}
      {others.length > 0 && (
        <Topic topic="others" title="Others" chosen={chosen}
          choices={others.map((value) => ({ value, text: typeInWords(value) }))} />
      )}
    </>
  );
}

// `chosen`: undefined where nobody has decided yet.
export function EventFields({ form, chosen }: { form: FormState; chosen?: string[] }) {
  const [answer, setAnswer] = useState(chosen && (chosen.length === 0 ? 'all' : 'some'));
  const option = (value: string, text: string) => ({ value, text, attributes: { defaultChecked: answer === value } });
  return (
    <>
      <Radios idPrefix={name} name={which} errorMessage={form.error(name)}
        fieldset={{ legend: { text: 'What it is told of', classes: 'govuk-fieldset__legend--s' } }}
        attributes={{ onChange: ({ target }) => setAnswer((target as HTMLInputElement).value) }}
        items={[option('all', 'Everything that your organisation is told of'), option('some', 'Only what you choose')]} />
      {answer === 'some' && <Topics chosen={chosen ?? []} />}
    </>
  );
}
