/** In the tree: what all nodes agreed on. */
export const confPath = 'corosync.conf'
/** In the tree: the key of corosync, in base64, for a node that lost its own. */
export const treeKeyPath = 'priv/corosync-authkey'
/** On the machine: what its corosync reads. */
export const corosyncFolder = '/etc/corosync'
export const localConf = `${corosyncFolder}/corosync.conf`
export const localKey = `${corosyncFolder}/authkey`
