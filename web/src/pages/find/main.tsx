// The directory, as a page of the site.
// SPDX-License-Identifier: Apache-2.0
import { searchPage } from '#directory/search.tsx';

void searchPage({ here: '/find/' });
