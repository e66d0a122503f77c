// screen.tsx - a page that is for somebody: asks who it is, loads, renders.
// SPDX-License-Identifier: Apache-2.0
//
//   screen({
//     load: async ({ ids: [referral_id] }) => body(api.GET(...)),
//     view: ({ data, reload }) => <Referral referral={data} />,
//   });
import { type FunctionComponent, type VNode, render } from 'preact';

import { api, body, Problem, type Schemas, Unreachable } from '#api/client.ts';
import { renew, whenSignedOut } from '#api/session.ts';
import { watchIdleness } from './idle.ts';
import { Navigation } from './navigation.tsx';
import { goTo, showDone, showWhatWasDone } from './notices.tsx';
import { type Role, sections } from './sections.ts';
import { ownedBy, signInAgain } from './sign-in-again.tsx';
import { start } from './start.ts';

export interface Context {
  me: Schemas['Me'];
  // The UUIDs of the address, in their order.
  ids: string[];
  query: URLSearchParams;
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

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export function show(what: VNode): void {
  const region = document.getElementById('screen')!;
  // Preact would keep what was prerendered in place, beside its own.
  if (!region.dataset['rendered'])
    region.replaceChildren();
  region.dataset['rendered'] = 'yes';
  render(what, region);
}

export async function screen<T>(of: Screen<T>): Promise<void> {
  start();
  await open(of);
}

async function open<T>(of: Screen<T>): Promise<void> {
  try {
    if (!await renew())
      return signInFirst();
    whenSignedOut(signInAgain);
    watchIdleness();
    const me = await body(api.GET('/v1/me'));
    if (!mayBeHere(me.role))
      return goTo(sections[me.role as Role].home);
    ownedBy(me.email);
    if (location.pathname.startsWith(sections.anybody.home))
      showNavigation(me.role as Role);
    await load(of, {
      me, ids: location.pathname.match(uuid) ?? [], query: new URLSearchParams(location.search),
    });
    showWhatWasDone();
  } catch (error) {
    showRefusal(error, () => open(of));
  }
}

async function load<T>(of: Screen<T>, context: Context): Promise<void> {
  const data = await of.load(context);
  if (of.title)
    document.title = `${of.title(data)} - Fairlot`;
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
  show(<Screen {...context} data={data} reload={reload} />);
}

// /council/... is for councils. The API says no anyway; this is a courtesy.
function mayBeHere(role: string): boolean {
  const here = Object.entries(sections).find(([name, { home }]) =>
    name !== 'public' && location.pathname.startsWith(home))?.[0];
  return here === 'anybody' || here === role;
}

function showNavigation(role: Role): void {
  const place = document.getElementById('site-navigation')!;
  place.replaceChildren();
  render(<Navigation section={role} address={location.pathname} />, place);
}

function signInFirst(): void {
  const then = encodeURIComponent(location.pathname + location.search);
  location.replace(`/sign-in/?then=${then}`);
}

export function showRefusal(error: unknown, again: () => void): void {
  if (!(error instanceof Problem || error instanceof Unreachable))
    throw error;
  const gone = error instanceof Problem && error.status === 404;
  const passing = error instanceof Unreachable || error.status >= 429;
  show(
    <>
      <h1 class="govuk-heading-l">
        {gone ? 'There is no such page' : passing ? 'This did not work just now'
          : (error as Problem).title}
      </h1>
      <p class="govuk-body" role="alert">
        {gone ? 'It may have ended, or it is not for you to see.' : error.message}
      </p>
      {passing && (
        <button type="button" class="govuk-button" data-module="govuk-button" onClick={again}>
          Try again
        </button>
      )}
    </>,
  );
}
