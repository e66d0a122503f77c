// The directory, in a frame of somebody else's page.
// SPDX-License-Identifier: Apache-2.0
import { searchPage } from '#directory/search.tsx';

void searchPage({ here: '/embed/find/', target: '_top' });
