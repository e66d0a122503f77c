// page-of.ts - the page on which somebody sees what the API has at an address.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

type Pages = Record<string, string>;

// Of an organisation, and so the same for everybody in it.
const everybodys: Pages = {
  clients: '/account/clients/',
  'webhook-endpoints': '/account/webhooks/:id/',
};

// Things of the API, and the pages of them below a role's own; `:id` is theirs.
export const pagesOf: Partial<Record<Schemas['Role'], Pages>> = {
  provider: {
    ...everybodys,
    accreditations: '/provider/accreditations/:id/',
    applications: '/provider/applications/:id/',
    bids: '/provider/bids/',
    documents: '/provider/documents/',
    enquiries: '/provider/enquiries/:id/',
    establishments: '/provider/homes/:id/',
    placements: '/provider/placements/:id/',
    'provider-events': '/provider/events/:id/',
    referrals: '/provider/referrals/:id/',
    schemes: '/schemes/:id/',
  },
  council: {
    ...everybodys,
    accreditations: '/council/accreditations/:id/',
    placements: '/council/placements/:id/',
    'provider-events': '/council/events/:id/',
    referrals: '/council/referrals/:id/',
    schemes: '/schemes/:id/',
    scorings: '/council/scoring/',
  },
  lead: {
    ...everybodys,
    accreditations: '/lead/accreditations/:id/',
    applications: '/lead/applications/:id/',
    enquiries: '/lead/enquiries/:id/',
    'expressions-of-interest': '/lead/interest/:id/',
    'exclusion-requests': '/lead/accreditations/exclusions/',
    'provider-events': '/lead/schemes/events/:id/',
    schemes: '/lead/schemes/:id/',
    scorings: '/lead/scoring/',
    uplifts: '/lead/accreditations/uplifts/',
    users: '/lead/people/:id/',
  },
  auditor: {
    ...everybodys,
    enquiries: '/audit/enquiries/:id/',
  },
};

// undefined where there is none. A link to all of them leads to their list.
export function pageOf(link: string, role: Schemas['Role']): string | undefined {
  const [, thing, id] = /\/v1\/([a-z-]+)(?:\/([0-9a-f-]{36}))?/.exec(link) ?? [];
  const page = thing === undefined ? undefined : pagesOf[role]?.[thing];
  return page?.replace(':id/', id === undefined ? '' : `${id}/`);
}
