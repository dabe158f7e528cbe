"""Fills a folder with all that the root of a container may hold, names of every kind included. Argument: the folder."""
import os, socket, stat, struct, sys

os.chdir(sys.argv[1])

def write(name, data=b'text'):
    with open(name, 'wb') as file:
        file.write(data)

def acl(*entries):
    return struct.pack('<I', 2) + b''.join(struct.pack('<HHI', tag, perm, uid & 0xFFFFFFFF) for tag, perm, uid in entries)

os.makedirs('usr/bin')
os.makedirs('deep/' + '/'.join(['d' * 100] * 8))
for number, name in enumerate([b'a b', b'-rf', b'--checkpoint-action=exec=id', b'new\nline', b'\xff\xfe', b'*?[x]', b'quote\'"\\', b'back\\n', b'n' * 255]):
    write(name, b'%d' % number)
write('usr/bin/su', b'x' * 5000)
os.chown('usr/bin/su', 100000, 100000)
os.chmod('usr/bin/su', 0o4755)
write('usr/bin/ping')
os.chown('usr/bin/ping', 100000, 100000)
# cap_net_raw+ep for a user namespace whose root is 100000
os.setxattr('usr/bin/ping', 'security.capability', struct.pack('<IIIIII', 0x03000001, 1 << 13, 0, 0, 0, 100000))
os.setxattr('usr/bin/su', 'user.note', b'\x00binary\xff')
os.setxattr('usr', 'trusted.mark', b'root only')
group = acl((1, 6, -1), (2, 4, 100033), (4, 4, -1), (16, 4, -1), (32, 0, -1))
os.setxattr('usr/bin/su', 'system.posix_acl_access', group)
os.setxattr('usr', 'system.posix_acl_default', group)
os.link('usr/bin/su', 'usr/bin/sudo')
os.mkdir('etc')
os.link('usr/bin/su', 'etc/su')
os.symlink('/etc/passwd', 'etc/absolute')
os.symlink('../../../../etc/shadow', 'etc/out')
os.symlink('nowhere', 'etc/broken')
os.lchown('etc/broken', 100001, 100002)
os.link('etc/broken', 'etc/broken too', follow_symlinks=False)
os.symlink('/tmp', 'tmp-link')
os.mkfifo('etc/fifo', 0o600)
os.mknod('etc/null', stat.S_IFCHR | 0o666, os.makedev(1, 3))
os.mknod('etc/disk', stat.S_IFBLK | 0o660, os.makedev(7, 200))
os.mknod('etc/whiteout', stat.S_IFCHR | 0o600, os.makedev(0, 0))
with open('sparse', 'wb') as file:
    file.write(b'begin')
    file.seek(50 << 20)
    file.write(b'end')
    file.truncate(60 << 20)
write('empty', b'')
os.mkdir('sticky')
os.chmod('sticky', 0o1777)
os.mkdir('closed', 0o000)
os.mkdir('setgid')
os.chown('setgid', 100000, 100050)
os.chmod('setgid', 0o2775)
socket.socket(socket.AF_UNIX).bind('etc/socket')

for name in ['sparse', 'usr/bin/su', 'usr/bin', '.']:
    os.utime(name, ns=(1_600_000_000_123_456_789, 1_500_000_000_987_654_321), follow_symlinks=False)
os.chown('.', 100000, 100000)
os.chmod('.', 0o750)
os.setxattr('.', 'user.top', b'1')
os.utime('.', ns=(1, 1_400_000_000_000_000_001))
