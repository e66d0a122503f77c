// rows.tsx - a list in a form, whose rows can be added and removed.
// SPDX-License-Identifier: Apache-2.0
//
//   <Rows form={form} name="needs" one="need" legend="Needs" first={referral.needs}
//     row={(at, need) => <TextField form={form} name={`${at}-text`} .../>} />
//
// Read it with values.rows('needs', (at) => ({ text: values.text(`${at}-text`) })).
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { Button, ErrorMessage } from '#components/index.ts';
import type { FormState } from './form.tsx';

interface Kept<T> {
  key: number;
  value: T | undefined;
}

export function Rows<T>({ form, name, one, legend, hint, first, row }: {
  form: FormState;
  // The list's place in the body: a row's fields are called `${name}-0-...`.
  name: string;
  // What a row is, in a button: "need".
  one: string;
  legend: string;
  hint?: string;
  first: (T | undefined)[];
  // `at` is "needs-0"; `value` is undefined in a row that was added.
  row: (at: string, value: T | undefined) => ComponentChildren;
}) {
  const keys = useRef(0);
  const kept = (value: T | undefined): Kept<T> => ({ key: keys.current++, value });
  const [rows, setRows] = useState(() => first.map(kept));
  const group = useRef<HTMLFieldSetElement>(null);
  const error = form.error(name);

  // Where the person goes on, once the rows are as they want them.
  const next = useRef('');
  useLayoutEffect(() => {
    if (next.current)
      group.current?.querySelector<HTMLElement>(next.current)?.focus();
    next.current = '';
  }, [rows]);

  const add = () => {
    next.current = '.form-row:last-of-type :is(input:not([type=hidden]), textarea, select)';
    setRows([...rows, kept(undefined)]);
  };
  const remove = (key: number) => {
    next.current = '.form-rows-add';
    setRows(rows.filter((row) => row.key !== key));
  };
  return (
    <fieldset class="govuk-fieldset form-rows" id={name} ref={group} tabIndex={-1}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{legend}</legend>
      {hint && <p class="govuk-hint">{hint}</p>}
      {error && <ErrorMessage id={`${name}-error`}>{error.text}</ErrorMessage>}
      {rows.map(({ key, value }, n) => (
        <div class="form-row" role="group" key={key} id={`${name}-${n}`} tabIndex={-1}
          aria-label={`${legend}, ${n + 1}`}>
          {row(`${name}-${n}`, value)}
          <Button type="button" classes="govuk-button--secondary"
            attributes={{ onClick: () => remove(key) }}>
            Remove<span class="govuk-visually-hidden">{` ${one} ${n + 1}`}</span>
          </Button>
        </div>
      ))}
      <Button type="button" classes="govuk-button--secondary form-rows-add"
        attributes={{ onClick: add }}>
        {`Add ${rows.length > 0 ? 'another' : /^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`}
      </Button>
    </fieldset>
  );
}
