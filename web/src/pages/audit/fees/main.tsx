// What schemes charge for the placements that an auditor sees.
// SPDX-License-Identifier: Apache-2.0
import { feesScreen } from '#market/fees.tsx';

void feesScreen({ back: { href: '/audit/', text: 'For auditors' } });
