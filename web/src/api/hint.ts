// hint.ts - that there is a session, as far as a page can know by itself.
// SPDX-License-Identifier: Apache-2.0
//
// No script can see the cookie: this spares a question whose answer is known.
// It says nothing about whose it is.
const hint = 'fairlot-signed-in';

export const seemsSignedIn = (): boolean => localStorage.getItem(hint) !== null;

export function rememberSession(is: boolean): void {
  if (is)
    localStorage.setItem(hint, 'yes');
  else
    localStorage.removeItem(hint);
}
