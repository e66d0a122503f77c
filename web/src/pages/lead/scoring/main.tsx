// What one of the lead authority’s own people was asked to score.
// SPDX-License-Identifier: Apache-2.0
import { leadsPlace } from '#assessment/address.ts';
import { scoringQueue } from '#assessment/queue.tsx';

void scoringQueue(leadsPlace);
