// sections.ts - the parts of the site and what is in the navigation of each.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

type Role = 'lead' | 'council' | 'provider' | 'auditor';
// `anybody`: pages for whoever is signed in; their own navigation comes then.
export type Section = 'public' | 'anybody' | Role;

export interface Item {
  href: string;
  text: string;
}

interface Part {
  // Where somebody of this role begins, and what the navigation is called.
  home: string;
  name: string;
  items: Item[];
}

const everybodys: Item[] = [
  { href: '/account/', text: 'Account' },
  { href: '/sign-out/', text: 'Sign out' },
];

export const sections: Record<Section, Part> = {
  anybody: { home: '/account/', name: 'Fairlot', items: everybodys },
  public: {
    home: '/',
    name: 'Fairlot',
    items: [
      { href: '/find/', text: 'Find a home' },
      { href: '/homes/a-to-z/', text: 'A to Z' },
      { href: '/schemes/', text: 'Schemes' },
      { href: '/how-councils-choose/', text: 'How councils choose' },
      { href: '/awards/', text: 'Awards' },
      { href: '/sign-in/', text: 'Sign in' },
    ],
  },
  provider: {
    home: '/provider/',
    name: 'For providers',
    items: [
      { href: '/provider/', text: 'Start' },
      { href: '/provider/invitations/', text: 'Invitations' },
      { href: '/provider/bids/', text: 'Bids' },
      { href: '/provider/placements/', text: 'Placements' },
      { href: '/provider/homes/', text: 'Homes' },
      { href: '/provider/applications/', text: 'Applications' },
      { href: '/provider/enquiries/', text: 'Enquiries' },
      ...everybodys,
    ],
  },
  council: {
    home: '/council/',
    name: 'For councils',
    items: [
      { href: '/council/', text: 'Start' },
      { href: '/council/referrals/', text: 'Referrals' },
      { href: '/council/placements/', text: 'Placements' },
      { href: '/council/accreditations/', text: 'Accredited homes' },
      { href: '/council/scoring/', text: 'Applications to score' },
      ...everybodys,
    ],
  },
  lead: {
    home: '/lead/',
    name: 'For lead authorities',
    items: [
      { href: '/lead/', text: 'Start' },
      { href: '/lead/applications/', text: 'Applications' },
      { href: '/lead/accreditations/', text: 'Accreditations' },
      { href: '/lead/schemes/', text: 'Schemes' },
      { href: '/lead/enquiries/', text: 'Enquiries' },
      { href: '/lead/people/', text: 'People' },
      ...everybodys,
    ],
  },
  auditor: {
    home: '/audit/',
    name: 'For auditors',
    items: [
      { href: '/audit/', text: 'Start' },
      { href: '/audit/log/', text: 'Log' },
      { href: '/audit/reads/', text: 'Who read what' },
      { href: '/audit/enquiries/', text: 'Enquiries' },
      { href: '/audit/deviations/', text: 'Awards outside the process' },
      ...everybodys,
    ],
  },
};

// A portal is a program; should it have a person, they have an account here and
// nothing else.
export const sectionOf = (role: Schemas['Role']): Section => (role === 'portal' ? 'anybody' : role);
