# Runs the cloud-init of a guest's disk image on the files of a cloud-init drive, in namespaces and on an overlay of its own:
# what it does to the system is thrown away. Prints each result under its name.
# Arguments: disk image, offset of its root file system, work folder, folder with the drive's files, seed folder, data source.
set -eu
disk=$1 offset=$2 work=$3 files=$4 seed=$5 source=$6
mkdir "$work/lower" "$work/over"
mount -o "ro,loop,offset=$offset" "$disk" "$work/lower"
mount -t tmpfs none "$work/over"
mkdir "$work/over/upper" "$work/over/work" "$work/over/root"
top=$work/over/root
mount -t overlay -o "lowerdir=$work/lower,upperdir=$work/over/upper,workdir=$work/over/work" none "$top"
mount -t proc none "$top/proc"
mount -t tmpfs none "$top/run"
mount --bind /dev "$top/dev"
mkdir -p "$top/var/lib/cloud/seed/$seed"
cp -r "$files/." "$top/var/lib/cloud/seed/$seed/"
cat > "$top/etc/cloud/cloud.cfg.d/99-this.cfg" <<END
datasource_list: [$source]
datasource: {OpenNebula: {parseuser: null}}
END
# A card that counts as one of hardware: /sys of a guest with it, made by hand.
ip link set lo up
ip tuntap add eth0 mode tap
ip link set eth0 address bc:24:11:00:00:01
mkdir "$work/sys"
mount -t sysfs none "$work/sys"
mount -t tmpfs none "$top/sys"
for card in lo eth0; do
  mkdir -p "$top/sys/class/net/$card"
  for fact in address addr_len addr_assign_type carrier dev_id flags ifindex iflink mtu name_assign_type operstate type uevent; do
    cat "$work/sys/class/net/$card/$fact" > "$top/sys/class/net/$card/$fact" 2>/dev/null || true
  done
done
mkdir "$top/sys/class/net/eth0/device"
{
  chroot "$top" cloud-init init --local
  chroot "$top" cloud-init init
} > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
section() { printf '==> %s\n' "$1"; }
section interfaces
cat "$top/etc/network/interfaces.d/50-cloud-init"
section password
grep '^joe:' "$top/etc/shadow" | cut -d: -f2
section keys
cat "$top/home/joe/.ssh/authorized_keys"
section hostname
cat "$top/etc/hostname"
section hosts
grep '^127.0.1.1' "$top/etc/hosts"
section instance
cat "$top/var/lib/cloud/data/instance-id"
section schema
chroot "$top" cloud-init schema --config-file /var/lib/cloud/instance/user-data.txt 2>&1
section source
chroot "$top" grep -o '^DataSource[A-Za-z]*' /var/lib/cloud/instance/datasource
