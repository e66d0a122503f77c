// What schemes charge for a provider’s placements.
// SPDX-License-Identifier: Apache-2.0
import { feesScreen } from '#market/fees.tsx';

void feesScreen({ back: { href: '/provider/placements/', text: 'Placements' }, placements: '/provider/placements/' });
