// form.tsx - what a form sends, once, and what it says when that is refused.
// SPDX-License-Identifier: Apache-2.0
//
//   const form = useForm({
//     read: (values) => ({ title: values.text('title') }),
//     send: (body, headers) => answer(api.POST('/v1/referrals', { body, headers })),
//     done: ({ data }) => goTo(`/council/referrals/${data.id}/`),
//   });
//   <Form form={form}> <TextField form={form} name="title" .../> <Button .../> </Form>
//
// A field's name is the place of its value in the body: "portrait-summary" is
// #/portrait/summary, so that a fault of the API finds its field by itself.
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';

import { type Fault, isRefusal, Problem } from '#api/problem.ts';
import { isOver } from '#api/session.ts';
import { clearNotices, fieldAt, showFaults } from '#site/notices.tsx';
import { faultsBesides } from './trial.ts';
import { Values } from './values.ts';

// The forms with something typed that was not sent: to reload or to leave would
// lose it, so the browser asks. Not where the session has ended: what is about
// frail people does not wait for an answer.
const unsent = new Set<HTMLFormElement>();
// What the browser types by itself is no loss.
const byItself = /username|current-password|one-time-code/;

function typed({ target, currentTarget }: Event): void {
  if (!byItself.test((target as HTMLInputElement).autocomplete))
    unsent.add(currentTarget as HTMLFormElement);
}

if (typeof window !== 'undefined') {
  window.addEventListener('beforeunload', (event) => {
    if (!isOver() && [...unsent].some(({ isConnected }) => isConnected))
      event.preventDefault();
  });
  document.addEventListener('click', ({ target }) => {
    if ((target as Element).closest('a[href="/sign-out/"]'))
      unsent.clear();
  });
}

// "Back" may show a page as it was left: what was sent must not stand there to
// be sent again.
let sent = false;
if (typeof window !== 'undefined')
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted && sent)
      location.reload();
  });

export interface FormState {
  busy: boolean;
  // What to show beside this field, if it is at fault.
  error: (name: string) => { text: string } | undefined;
  submit: (event: SubmitEvent) => void;
}

interface Steps<B, A> {
  read: (values: Values) => B;
  // The key makes a second sending harmless: the API answers it like the first.
  send: (body: B, headers: { 'Idempotency-Key': string }) => Promise<A>;
  done: (answer: A) => unknown;
  // False of a step that only looks at what was typed.
  isSent?: (answer: A) => boolean;
  // Where a field is that was typed on another page.
  elsewhere?: (field: string) => Fault['elsewhere'];
  // Of the second form of a page: "agreed-" where its field agreed-reason is
  // #/reason to the API.
  prefix?: string;
}

export function useForm<B, A>({ read, send, done, isSent = () => true, elsewhere, prefix = '' }: Steps<B, A>): FormState {
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const attempt = useRef({ body: '', key: '' });

  const named = (field: string) => (field.startsWith(prefix) ? field : prefix + field);

  const refuse = (refusal: unknown) => {
    if (!isRefusal(refusal))
      throw refusal;
    for (const fault of refusal instanceof Problem ? refusal.faults : []) {
      fault.elsewhere = elsewhere?.(fault.field);
      fault.field = named(fault.field);
    }
    setError(refusal);
    showFaults(refusal);
  };

  // All faults at once: what cannot be read here, and what the API finds at the
  // other fields of this form.
  const unreadable = async (body: B, faults: Fault[], element: HTMLFormElement): Promise<Problem> => {
    const places = faults.map(({ field }) => named(field).slice(prefix.length));
    const others = await faultsBesides(places, body, (trial) => send(trial, { 'Idempotency-Key': newKey() }));
    return Problem.of([...faults, ...others.filter(({ field }) => element.contains(fieldAt(named(field))))]);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy)
      return;
    setBusy(true);
    const element = event.currentTarget as HTMLFormElement;
    try {
      const values = new Values(new FormData(element, event.submitter));
      const body = read(values);
      if (values.faults.length > 0)
        throw await unreadable(body, values.faults, element);
      const answer = await send(body, { 'Idempotency-Key': keyFor(attempt.current, body) });
      setError(null);
      clearNotices();
      attempt.current = { body: '', key: '' };
      if (isSent(answer)) {
        sent = true;
        unsent.delete(element);
      }
      await done(answer);
    } catch (refusal) {
      refuse(refusal);
    } finally {
      setBusy(false);
    }
  };

  return {
    busy,
    submit,
    error: (name) => {
      const faults = error instanceof Problem ? error.faults : [];
      const found = faults.find(({ field }) => field === name);
      return found && { text: found.detail };
    },
  };
}

const newKey = (): string => `"${crypto.randomUUID()}"`;

// The same body again is the same attempt; a changed one is a new one.
function keyFor(attempt: { body: string; key: string }, body: unknown): string {
  const text = JSON.stringify(body) ?? '';
  if (attempt.key === '' || attempt.body !== text)
    Object.assign(attempt, { body: text, key: newKey() });
  return attempt.key;
}

export function Form({ form, children }: { form: FormState; children: ComponentChildren }) {
  return (
    <form onSubmit={form.submit} onInput={typed} noValidate aria-busy={form.busy}>{children}</form>
  );
}
