// Ends the session here and in every other tab.
// SPDX-License-Identifier: Apache-2.0
import { renew, signOut } from '#api/session.ts';
import { showRefusal } from '#site/region.tsx';
import { start } from '#site/start.ts';

start();
try {
  if (await renew())
    await signOut();
  location.replace('/signed-out/');
} catch (error) {
  showRefusal(error, () => location.reload());
}
