import { L } from "../../../secs2/mod.ts";
import { S1F11, S1F21, S1F23, S1F3, S2F13, S2F15, S2F29, type SecsId } from "../../../secs/mod.ts";
import type { ModelVariable, VariableKind } from "../../definition/model.ts";
import { requireFew } from "../answer_budget.ts";
import type { EquipmentHost } from "../equipment_host.ts";

/** Status variables, data variables, constants and their names: S1F3, S1F11, S1F21, S1F23, S2F13, S2F15, S2F29. */
export function serveVariables(host: EquipmentHost): void {
  const { secs, tool, options: { maxRequestedIds } } = host;
  const { variables, events } = tool.model;

  /** The variables of one kind with these ids, all of them without one; undefined stands for an unknown one. */
  function find(kind: VariableKind, ids: readonly SecsId[]): readonly (ModelVariable | undefined)[] {
    requireFew(ids, maxRequestedIds);
    if (ids.length === 0) return variables.all.filter((variable) => variable.kind === kind);
    return ids.map((id) => {
      const variable = variables.withId(id);
      return variable?.kind === kind ? variable : undefined;
    });
  }

  secs.register(
    S1F3,
    (ids) => {
      const read = host.reader();
      return find("status", ids).map((variable) => variable === undefined ? L() : read(tool.slot(variable)));
    },
  );
  secs.register(S1F11, (ids) =>
    find("status", ids).map((variable, i) => ({
      SVID: variable?.id ?? ids[i]!,
      SVNAME: variable?.name ?? "",
      UNITS: variable?.units ?? "",
    })));
  secs.register(S1F21, (ids) =>
    find("data", ids).map((variable, i) => ({
      VID: variable?.id ?? ids[i]!,
      DVVALNAME: variable?.name ?? "",
      UNITS: variable?.units ?? "",
    })));
  secs.register(S1F23, (ids) => {
    const found = requireFew(ids, maxRequestedIds).length === 0
      ? events.all
      : ids.map((id) => events.withId(id));
    return found.map((event, i) => ({
      CEID: event?.id ?? ids[i]!,
      CENAME: event?.name ?? "",
      VID: event?.variables.map(({ id }) => id) ?? [],
    }));
  });
  secs.register(S2F13, (ids) => tool.constants.values(requireFew(ids, maxRequestedIds), host.reader()));
  secs.register(S2F15, (constants) => {
    const { name, isRemote } = host;
    const report = (error: unknown): void => tool.report(error);
    return tool.constants.change(constants, {
      host: { name, isRemote },
      encoding: secs.dialect.encoding,
      report,
    });
  });
  secs.register(
    S2F29,
    (ids) => tool.constants.names(requireFew(ids, maxRequestedIds), secs.dialect.encoding),
  );
}
