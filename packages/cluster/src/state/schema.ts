export const schemaVersion = 1
/** `PRAGMA application_id`: tells our file from any other SQLite database. */
export const applicationId = 0x51724331
export const topIno = 1
/** Numbers below it are left for what the mount shows beside the tree. */
const firstIno = 64
/** Numbers of files that the mount creates are drawn from here on, before the change that creates them is ordered. */
export const firstDrawnIno = 2 ** 40

/**
 * `entry`: the tree as it is. `removal`: paths that are gone, for caches that ask what changed. `history`: every change.
 * `applied`: numbered requests of clients that were committed, so that one sent again is not made twice.
 * `lock` and `reservation` survive a restart of the store's process.
 */
export const schemaText = `
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  next_ino INTEGER NOT NULL,
  removal_floor INTEGER NOT NULL
) STRICT;
INSERT INTO state VALUES (1, 0, 0, ${firstIno}, 0);
CREATE TABLE entry (
  ino INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,
  path TEXT NOT NULL UNIQUE,
  folder INTEGER NOT NULL,
  vmid INTEGER,
  revision INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  size INTEGER NOT NULL,
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
CREATE INDEX history_path ON history (path);
CREATE TABLE applied (
  client TEXT NOT NULL,
  number INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (client, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE lock (
  name TEXT PRIMARY KEY,
  token TEXT NOT NULL,
  ttl INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reservation (
  vmid INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
INSERT INTO entry VALUES (${topIno}, 0, '', 1, NULL, 0, 0, 0, NULL);
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
`
