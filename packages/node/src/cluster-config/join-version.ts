/**
 * Of the protocol by which a node joins and of what the members say to each other afterwards. Only nodes of the same
 * version are let in. Proxmox VE counts its own from 0: its nodes and ours cannot be in one cluster.
 */
export const joinVersion = 1000
