#!/bin/bash
# First process of a machine of the lab, in namespaces of its own. Gives it a root: the machine's own system, read
# through an overlay that forgets what is written, and over it the folders that are its disk.
#   $1 its folder on the disk   $2 its name   $3 checkout
#   $4 addresses of eth0, eth1, ... separated by commas   $5 control groups to mount: "v2" or controllers, one a word
#   $6 root's password is read from standard input, then comes what runs in it, if anything does
set -e
disk=$1 name=$2 checkout=$3 addresses=$4 groups=$5
shift 5
read -r password

hostname "$name"
scratch=$disk/scratch
mkdir -p "$scratch"
mount -t tmpfs -o mode=755 tmpfs "$scratch"
mkdir "$scratch/upper" "$scratch/work" "$scratch/root"
mount -t overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" overlay "$scratch/root"
root=$scratch/root

mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,gid=5,mode=620 devpts "$root/dev/pts"
mount --bind "$root/dev/pts/ptmx" "$root/dev/ptmx"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/run/lock" "$root/run/lxc"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
for folder in etc/corosync etc/network var/lib/corosync var/lib/quorate var/lib/vz var/lib/lxc var/log var/tmp; do
  mkdir -p "$disk/disk/$folder" "$root/$folder"
  mount --bind "$disk/disk/$folder" "$root/$folder"
done
mkdir -p "$disk/disk/etc/corosync/qnetd" "$disk/disk/var/log/corosync" "$root$checkout"
mount --bind "$checkout" "$root$checkout"

mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
for group in $groups; do
  if [ "$groups" = v2 ]; then
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
    # Groups below may have controllers only where no process is in their own.
    mkdir "$root/sys/fs/cgroup/init"
    echo 1 >"$root/sys/fs/cgroup/init/cgroup.procs"
  elif [ "$group" = v2 ]; then
    mkdir "$root/sys/fs/cgroup/unified"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup/unified"
  else
    folder=${group#none,name=}
    mkdir "$root/sys/fs/cgroup/$folder"
    mount -t cgroup -o "$group" cgroup "$root/sys/fs/cgroup/$folder"
  fi
done

cd "$root"
mkdir -p mnt
pivot_root . mnt
umount -l /mnt
cd /
mkdir -p /etc/pve
echo "$name" >/etc/hostname
printf '%s\n' '127.0.0.1 localhost' "${addresses%%,*} $name" >/etc/hosts
printf 'root:%s\n' "$password" | chpasswd
unset password

ip link set lo up
link=0
for address in ${addresses//,/ }; do
  until ip link set "eth$link" up 2>/dev/null; do sleep 0.02; done
  ip address add "$address/24" dev "eth$link"
  link=$((link + 1))
done
touch /run/lab-ready

[ $# -eq 0 ] || "$@" </dev/null >>/var/log/quorate.log 2>&1 &
# It has nothing to do but to take in what lost its parent.
trap 'exit 0' TERM
while :; do
  sleep 1000 &
  wait $!
done
