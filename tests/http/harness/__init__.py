"""harness - what the HTTP tests stand on.

stack.py starts a whole Fairlot and knows the way in; client.py speaks to it
and has contract.py check every answer against OpenAPI; clock.py moves the
clock of the rules; flows.py brings a scheme, homes and a referral to the state
that a test is about.

SPDX-License-Identifier: Apache-2.0
"""
