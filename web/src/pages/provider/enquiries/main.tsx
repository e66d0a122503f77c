// The enquiries to a provider's homes.
// SPDX-License-Identifier: Apache-2.0
import { enquiryList } from '#market/enquiries.tsx';

void enquiryList('/provider/enquiries/',
  'People who pay for care themselves wrote these to your homes. Who opens one is written down.');
