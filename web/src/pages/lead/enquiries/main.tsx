// The enquiries to homes in a lead authority's schemes.
// SPDX-License-Identifier: Apache-2.0
import { enquiryList } from '#market/enquiries.tsx';

void enquiryList('/lead/enquiries/',
  'People who pay for care themselves wrote these to homes that your schemes list. The homes answer them. Who opens one is written down.');
