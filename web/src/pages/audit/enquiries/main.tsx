// The enquiries that an auditor's organisation can be asked about.
// SPDX-License-Identifier: Apache-2.0
import { enquiryList } from '#market/enquiries.tsx';

void enquiryList('/audit/enquiries/',
  'People who pay for care themselves wrote these to homes that the schemes list. The homes answer them. Who opens one is written down, and so is that you do.');
