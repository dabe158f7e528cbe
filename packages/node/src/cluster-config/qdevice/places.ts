/** In the tree: what every node needs to speak to the device's server, in base64. */
export const treeDevice = { authority: 'priv/qdevice/authority', certificate: 'priv/qdevice/certificate' } as const
/** On the machine: the database of certificates that corosync-qdevice reads. */
export const deviceFolder = '/etc/corosync/qdevice'
export const deviceDatabase = `${deviceFolder}/net/nssdb`
export const certutil = 'corosync-qdevice-net-certutil'
/** In the product's state: which certificates lie in that database. */
export const certificatesMarker = 'qdevice-certificates'
