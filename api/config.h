/*
 * config.h - every limit of the interface, each with its unit.
 *
 * What a client can make grow has its limit here and nowhere else;
 * docs/OPERATIONS.md repeats the table. What an operator may choose is in
 * settings.h instead.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CONFIG_H
#define API_CONFIG_H

/* The request. nginx refuses more than this, too, and refuses it earlier. */
#define LIMIT_BODY_BYTES         262144    /* bytes of a body */
#define LIMIT_DOCUMENT_BYTES     104857600 /* the most that may be set */
#define LIMIT_PATH_BYTES         1024      /* bytes of a path */
#define LIMIT_QUERY_BYTES        4096      /* bytes after the "?" */
#define LIMIT_QUERY_PARAMETERS   32        /* name=value pairs */
#define LIMIT_HEADER_BYTES       8192      /* bytes of one header */
#define LIMIT_HEADERS            100       /* headers of a request */
#define LIMIT_JSON_DEPTH         32        /* objects and arrays, nested */
#define LIMIT_JSON_TOKENS        20000     /* brackets, commas, colons */
#define LIMIT_FORM_BYTES         4096      /* bytes of a form */
#define LIMIT_PATH_NAMES         4         /* {names} in one path */
#define LIMIT_SEGMENT_BYTES      100       /* bytes of a {name} */
#define LIMIT_TAGS               16        /* entity tags in one header */
#define LIMIT_IDEMPOTENCY_BYTES  255       /* bytes of a key */
#define LIMIT_REQUEST_ID_BYTES   64        /* bytes of X-Request-Id */
#define LIMIT_PURPOSE_CHARACTERS 200       /* characters of a Purpose */
#define LIMIT_PASSWORD_BYTES     1024      /* bytes of a password */
#define LIMIT_PASSWORD_LEAST     10        /* characters of a password */
#define LIMIT_CURSOR_BYTES       2048      /* bytes of a cursor */
#define LIMIT_ENTRIES            100       /* entries of an application */
#define LIMIT_WEBHOOK_ENDPOINTS  20        /* endpoints of an organisation */

/* The answer. */
#define LIMIT_ERRORS_SHOWN     100  /* faults in one problem document */
#define LIMIT_RESPONSE_HEADERS 32   /* headers of an answer */
#define LIMIT_LOG_CAUSE_BYTES  1024 /* bytes of a cause in the log */
#define PAGE_DEFAULT           50   /* rows of a page, unasked */
#define PAGE_LARGEST           100  /* rows of a page */
#define CACHE_SECONDS          60   /* a public page may be kept */

/* One request's memory. A body of LIMIT_JSON_TOKENS stays far below. */
#define LIMIT_ARENA_BYTES 67108864

/* Tokens and sessions, in seconds of real time. */
#define TOKEN_SECONDS          600   /* life of an access token */
#define TOKEN_LONGEST_SECONDS  900   /* exp - iat we would believe */
#define TOKEN_SKEW_SECONDS     60    /* nbf may lie ahead by this */
#define TOKEN_BYTES            4096  /* longer ones are not looked at */
#define TOKEN_CACHE_ENTRIES    512   /* verified tokens a worker keeps */
#define REFRESH_SECONDS        43200 /* life of a refresh cookie */
#define REFRESH_IDLE_SECONDS   3600  /* of one that nobody uses */
#define SIGN_IN_WINDOW_SECONDS 300   /* failures are counted this long */

/* Secrets of webhooks. */
#define WEBHOOK_SECRET_BYTES    32
#define WEBHOOK_OVERLAP_SECONDS 86400 /* two sign after a rotation, unasked */

/* Rate limits. */
#define RATE_WINDOW_SECONDS 60
#define RATE_SLOTS          16384 /* principals counted at once */
#define RATE_PROBES         8     /* slots looked at for one */

/* Processes, in milliseconds. */
#define ACCEPT_PAUSE_MS         50    /* when out of descriptors */
#define PEER_TIMEOUT_MS         10000 /* nginx reads or writes nothing */
#define PASSWORD_GATE_MS        100   /* wait for the right to hash */
#define WORKER_BACKOFF_LEAST_MS 100   /* before a dead worker's successor */
#define WORKER_BACKOFF_MOST_MS  1000
#define WORKER_STEADY_MS        2000 /* lived this long: back-off reset */
#define SOCKET_HANDOVER_MS      2000 /* a predecessor may take to end */
#define LISTEN_BACKLOG          511  /* connections */
#define LIMIT_WORKERS           256

/* A transaction is run again after a deadlock. */
#define RETRY_ATTEMPTS  3
#define RETRY_JITTER_MS 20

/* Retry-After, in seconds. */
#define RETRY_UNAVAILABLE_SECONDS 1

#endif
