"""measure - what ./dev bench is made of.

tools.py runs wrk and pgbench and reads what they say; sql.py turns the files of
db/sql into pgbench's; market.py is the data and who asks for it; peer.py starts
the peer; works.py has what is measured, one function for each of B1 to B7;
table.py prints it.

SPDX-License-Identifier: Apache-2.0
"""
