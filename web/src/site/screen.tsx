// screen.tsx - a page that is for somebody: asks who it is, loads, renders.
// SPDX-License-Identifier: Apache-2.0
//
//   screen({
//     load: async ({ ids: [referral_id] }) => body(api.GET(...)),
//     view: ({ data, reload }) => <Referral referral={data} />,
//   });
import { type FunctionComponent, render } from 'preact';

import { api, body, type Schemas } from '#api/client.ts';
import { renew, whenSignedOut } from '#api/session.ts';
import { Button } from '#components/index.ts';

import { watchIdleness } from './idle.ts';
import { Navigation } from './navigation.tsx';
import { showDone, showWhatWasDone } from './notices.tsx';
import { type Address, address, show, showRefusal } from './region.tsx';
import { type Section, sectionOf, sections } from './sections.ts';
import { isOwner, ownedBy, signInAgain } from './sign-in-again.tsx';
import { start } from './start.ts';
import { roles } from './words.ts';

export interface Context extends Address {
  me: Schemas['Me'];
}

export interface View<T> extends Context {
  data: T;
  // Loads and renders again; says what was done, if something was.
  reload: (done?: string) => Promise<void>;
}

export interface Screen<T> {
  load: (context: Context) => Promise<T>;
  view: FunctionComponent<View<T>>;
  // Where the title says more than the page's: "Ashdown House".
  title?: (data: T) => string;
}

export async function screen<T>(of: Screen<T>): Promise<void> {
  start();
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted)
      shownAgain().catch(() => location.reload());
  });
  await open(of);
}

// "Back" may show a page as it was left, of a person who has signed out since.
// What was typed stays for whom it belongs to.
async function shownAgain(): Promise<void> {
  const stays = await renew() && isOwner((await body(api.GET('/v1/me'))).email);
  if (!stays)
    location.reload();
}

async function open<T>(of: Screen<T>): Promise<void> {
  try {
    if (!await renew())
      return signInFirst();
    whenSignedOut(signInAgain);
    watchIdleness();
    const me = await body(api.GET('/v1/me'));
    if (!mayBeHere(me.role))
      return showNotForRole(me.role);
    ownedBy(me.email);
    if (location.pathname.startsWith(sections.anybody.home))
      showNavigation(sectionOf(me.role));
    await load(of, { me, ...address() });
    showWhatWasDone();
  } catch (error) {
    showRefusal(error, () => open(of));
  }
}

async function load<T>(of: Screen<T>, context: Context): Promise<void> {
  const data = await of.load(context);
  const Screen = of.view;
  const reload = async (done?: string) => {
    try {
      await load(of, context);
      if (done !== undefined)
        showDone(done);
    } catch (error) {
      showRefusal(error, () => load(of, context));
    }
  };
  show(<Screen {...context} data={data} reload={reload} />, of.title?.(data));
}

const here = (): Section => (Object.keys(sections) as Section[]).find((name) =>
  name !== 'public' && location.pathname.startsWith(sections[name].home)) ?? 'public';

// /council/... is for councils. The API says no anyway; this is a courtesy.
const mayBeHere = (role: Schemas['Role']): boolean => ['anybody', role].includes(here());

// Such as a link that a colleague of another role has sent.
function showNotForRole(role: Schemas['Role']): void {
  const own = sections[sectionOf(role)];
  const { name } = sections[here()];
  const heading = `This page is ${name.toLowerCase()}`;
  document.title = `${heading} - Fairlot`;
  showNavigation(sectionOf(role));
  show(
    <>
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="govuk-body">You are signed in as: {roles[role].toLowerCase()}. What is yours to do begins on your start page.</p>
      <Button href={own.home}>Your start page</Button>
      <p class="govuk-body">
        If you have another account, <a class="govuk-link" href="/sign-out/">sign out</a> first and open the link again.
      </p>
    </>,
  );
}

function showNavigation(section: Section): void {
  const place = document.getElementById('site-navigation')!;
  place.replaceChildren();
  render(<Navigation section={section} address={location.pathname} />, place);
}

function signInFirst(): void {
  const then = encodeURIComponent(location.pathname + location.search);
  location.replace(`/sign-in/?then=${then}`);
}
