// sign-in-again.tsx - dialogs over a screen that keeps what was typed in it.
// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { isRefusal, Problem } from '#api/problem.ts';
import { forget, signIn, signOut } from '#api/session.ts';
import { Button, ErrorMessage, Input, PasswordInput } from '#components/index.ts';

// A modal dialog; what it asks is answered with a T.
function ask<T>(name: string, of: (answer: (value: T) => void) => preact.VNode): Promise<T> {
  const dialog = document.createElement('dialog');
  dialog.className = 'over';
  dialog.setAttribute('aria-labelledby', 'over-title');
  dialog.dataset['name'] = name;
  // Escape would leave a screen behind that nothing works on.
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  document.body.append(dialog);
  return new Promise((resolve) => {
    const answer = (value: T) => {
      render(null, dialog);
      dialog.remove();
      resolve(value);
    };
    render(of(answer), dialog);
    dialog.showModal();
  });
}

// True: stays signed in.
export function showWarning(endsAt: () => number): Promise<boolean> {
  return ask<boolean>('warning', (answer) => <Warning endsAt={endsAt} answer={answer} />);
}

function Warning({ endsAt, answer }: {
  endsAt: () => number; answer: (stays: boolean) => void;
}) {
  const [left, setLeft] = useState(endsAt() - Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      const now = endsAt() - Date.now();
      // Another tab was used, or the time is over.
      if (now > 4 * 60_000 || now <= 0)
        answer(now > 0);
      setLeft(now);
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.max(1, Math.ceil(left / 60_000));
  return (
    <>
      <h2 class="govuk-heading-m" id="over-title">Are you still there?</h2>
      <p class="govuk-body" role="status">
        {`You will be signed out in ${minutes} minute${minutes === 1 ? '' : 's'}, because `
          + 'nothing has happened here for a while. What you typed stays.'}
      </p>
      <div class="govuk-button-group">
        <Button type="button" attributes={{ onClick: () => answer(true) }}>Stay signed in</Button>
        <Button type="button" classes="govuk-button--secondary"
          attributes={{ onClick: () => answer(false) }}>Sign out</Button>
      </div>
    </>
  );
}

let pending: Promise<void> | null = null;

// One dialog, however many requests found the session gone.
export function signInAgain(): Promise<void> {
  pending ??= ask<void>('sign-in', (answer) => <SignInAgain done={answer} />)
    .finally(() => { pending = null; });
  return pending;
}

// Whose screen this is: nobody else may go on with what was typed here.
let owner: string | null = null;

export function ownedBy(email: string | null): void {
  owner = email;
}

export const isOwner = (email: string | null): boolean =>
  owner === null || owner.toLowerCase() === email?.toLowerCase();

function SignInAgain({ done }: { done: (value: void) => void }) {
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy)
      return;
    setBusy(true);
    const values = new FormData(event.currentTarget as HTMLFormElement);
    const email = String(values.get('email'));
    try {
      const response = await signIn(email, String(values.get('password')));
      if (!response.ok)
        throw new Problem(await response.json().catch(() => ({})), response.status);
      if (!isOwner(email)) {
        forget();
        return location.assign('/sign-in/');
      }
      done();
    } catch (error) {
      if (!isRefusal(error))
        throw error;
      setFault(error.message);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <h2 class="govuk-heading-m" id="over-title">You have been signed out</h2>
      <p class="govuk-body">Sign in to go on where you were. Nothing that you typed is lost.</p>
      <div role="alert">{fault && <ErrorMessage>{fault}</ErrorMessage>}</div>
      <Input id="again-email" name="email" type="email" label={{ text: 'E-mail address' }}
        autocomplete="username" attributes={{ defaultValue: owner ?? '' }} />
      <PasswordInput id="again-password" name="password" label={{ text: 'Password' }} />
      <div class="govuk-button-group">
        <Button>Sign in</Button>
        <a class="govuk-link" href="/signed-out/" onClick={() => void signOut()}>Leave</a>
      </div>
    </form>
  );
}
