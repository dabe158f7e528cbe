export const schemaVersion = 2
/** `PRAGMA application_id`: tells our file from any other SQLite database. */
export const applicationId = 0x51724331
export const topIno = 1
/** Numbers below it are left for what the mount shows beside the tree. */
const firstIno = 64
/** Numbers of files that the mount creates are drawn from here on, before the change that creates them is ordered. */
export const firstDrawnIno = 2 ** 40

/**
 * `applied`: what entries with an id came to, so that one that comes again is not made twice. `lock`: who holds what;
 * `lock_line`: who waits for it. `log`: applied entries in their order, and those that were adopted and are not applied yet. `replica`:
 * what this node promised the others (see replica/storage.ts).
 */
const operationTables = `
CREATE TABLE applied (id TEXT PRIMARY KEY, value INTEGER NOT NULL, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE lock (
  name TEXT PRIMARY KEY,
  token TEXT NOT NULL,
  ttl INTEGER NOT NULL,
  node TEXT NOT NULL,
  renewals INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE lock_line (
  name TEXT NOT NULL,
  token TEXT NOT NULL,
  ttl INTEGER NOT NULL,
  node TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (name, token)
) STRICT, WITHOUT ROWID;
CREATE TABLE reservation (vmid INTEGER PRIMARY KEY, owner TEXT NOT NULL, serial INTEGER NOT NULL) STRICT;
CREATE TABLE log (revision INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL, chain INTEGER NOT NULL) STRICT;
CREATE TABLE replica (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  cluster TEXT NOT NULL,
  promised INTEGER NOT NULL,
  installed INTEGER NOT NULL,
  members TEXT NOT NULL,
  kept_from INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  lost INTEGER NOT NULL,
  boot TEXT NOT NULL
) STRICT;
`

/** From format 1, of versions that ran alone on one machine. Sums are filled in by whoever runs it. */
export const fromFormat1 = `
ALTER TABLE state ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN chain INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
DROP TABLE applied;
DROP TABLE lock;
DROP TABLE reservation;
${operationTables}
PRAGMA user_version = ${schemaVersion};
`

/**
 * `entry`: the tree as it is. `removal`: paths that are gone, for caches that ask what changed. `history`: every change.
 */
export const schemaText = `
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  next_ino INTEGER NOT NULL,
  removal_floor INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  chain INTEGER NOT NULL
) STRICT;
INSERT INTO state VALUES (1, 0, 0, ${firstIno}, 0, 0, 0);
CREATE TABLE entry (
  ino INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,
  path TEXT NOT NULL UNIQUE,
  folder INTEGER NOT NULL,
  vmid INTEGER,
  revision INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sum INTEGER NOT NULL,
  content BLOB
) STRICT;
CREATE INDEX entry_parent ON entry (parent);
CREATE INDEX entry_revision ON entry (revision);
CREATE UNIQUE INDEX entry_vmid ON entry (vmid) WHERE vmid IS NOT NULL;
CREATE TABLE removal (path TEXT PRIMARY KEY, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX removal_revision ON removal (revision);
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,
  time INTEGER NOT NULL,
  node TEXT NOT NULL,
  authid TEXT NOT NULL,
  upid TEXT,
  op TEXT NOT NULL,
  path TEXT NOT NULL,
  source TEXT,
  old BLOB,
  new BLOB
) STRICT;
${operationTables}
INSERT INTO entry VALUES (${topIno}, 0, '', 1, NULL, 0, 0, 0, 0, NULL);
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
`
