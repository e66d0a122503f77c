// What schemes charge for the council’s placements.
// SPDX-License-Identifier: Apache-2.0
import { feesScreen } from '#market/fees.tsx';

void feesScreen({ back: { href: '/council/placements/', text: 'Placements' }, placements: '/council/placements/' });
