// One enquiry, which the home's provider answers.
// SPDX-License-Identifier: Apache-2.0
import { enquiryScreen } from '#market/enquiries.tsx';

void enquiryScreen('/lead/enquiries/');
