/** Who serves which tool, where several gateways share a fab. */
export interface Owner {
  /** The tools that this gateway has now, by their names. */
  readonly tools: ReadonlySet<string>;
  /**
   * Whether this gateway may speak to a tool at this moment, by its own clock: asked before every write. After a process was
   * stopped for longer than the lease it is false before anyone was told.
   */
  mayServe(tool: string): boolean;
  /** A number that grows each time a tool gets another owner: of messages of two owners the one with the higher is right. */
  fenceOf(tool: string): number;
  /** Calls `listener` when a tool is to be served from now on, or no more; the returned function ends that. */
  onChange(listener: (change: OwnerChange) => void): () => void;
  /** Begins: tries to get its share of the tools. */
  start(tools: readonly string[]): Promise<void>;
  /** The tools are others now, after a reload. */
  reload(tools: readonly string[]): Promise<void>;
  /** Gives all tools back, so that others take them at once. */
  stop(): Promise<void>;
}

/** What has changed for one tool. */
export interface OwnerChange {
  /** The tool. */
  readonly tool: string;
  /** Whether this gateway has it from now on. */
  readonly isOurs: boolean;
  /** Why, as a sentence without a full stop. */
  readonly why: string;
}
