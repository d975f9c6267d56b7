import type { NamespaceKind } from './namespace.ts';
import { OpenFile } from './open-file.ts';

/** An opened /proc/PID/ns/KIND: what nsenter hands to setns(2). */
export class NamespaceFile extends OpenFile {
  readonly kind = 'file';
  readonly name: string;
  readonly namespaceKind: NamespaceKind;
  readonly namespace: { readonly inode: number };

  constructor(kind: NamespaceKind, namespace: { readonly inode: number }) {
    super();
    this.namespaceKind = kind;
    this.namespace = namespace;
    this.name = `${kind}:[${namespace.inode}]`;
  }
}
