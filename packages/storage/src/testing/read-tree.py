"""Prints what a tree holds, one line for each name, so that two trees can be compared. Argument: the folder."""
import hashlib, os, stat, sys

top = os.fsencode(sys.argv[1])
links = {}


def look(path):
    at = os.lstat(path)
    name = os.path.relpath(path, top)
    facts = [oct(at.st_mode), at.st_uid, at.st_gid, at.st_mtime_ns, at.st_rdev]
    facts += sorted((key, os.getxattr(path, key, follow_symlinks=False).hex()) for key in os.listxattr(path, follow_symlinks=False))
    if stat.S_ISLNK(at.st_mode):
        facts.append(os.readlink(path))
    if stat.S_ISREG(at.st_mode):
        with open(path, 'rb') as file:
            facts += [at.st_size, hashlib.sha256(file.read()).hexdigest(), 'sparse' if at.st_size >= 1 << 20 and at.st_blocks * 512 < at.st_size else 'whole']
    if not stat.S_ISDIR(at.st_mode) and at.st_nlink > 1:
        facts.append(links.setdefault(at.st_ino, name))
    print(name, facts)


def walk(path):
    look(path)
    for name in sorted(os.listdir(path)):
        below = os.path.join(path, name)
        if stat.S_ISDIR(os.lstat(below).st_mode):
            walk(below)
        else:
            look(below)


walk(top)
