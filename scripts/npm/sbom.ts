// The bill of materials of the npm package, in CycloneDX: itself, and the packages that are bundled into it.

import { Contrib, Enums, Models, Serialize, Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { PackageURL } from "packageurl-js";
// The validator loads these two by itself.
import "ajv-formats";
import "ajv-formats-draft2019";
import type { BundledPackage } from "./bundled.ts";
import { type Config, manifest } from "./config.ts";

/** The version of the format; the newest that most tools read. */
const VERSION = Spec.Version.v1dot6;

const builder = new Contrib.FromNodePackageJson.Builders.ComponentBuilder(
  new Contrib.FromNodePackageJson.Factories.ExternalReferenceFactory(),
  // Each license is one name of SPDX: `bundledPackages` allows no other.
  new Contrib.License.Factories.LicenseFactory(() => {}),
);

/** The bill as JSON: the same for the same packages. Rejects if it does not match the schema of CycloneDX. */
export async function sbomOf(config: Config, packages: readonly BundledPackage[]): Promise<string> {
  const root = component(manifest(config));
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: root }) });
  for (const { manifest } of packages) {
    const part = component(manifest);
    part.scope = Enums.ComponentScope.Required;
    bom.components.add(part);
    root.dependencies.add(part.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  const text = `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
  const problems = await problemsOf(text);
  if (problems !== null) throw new Error(`The SBOM does not match the schema: ${JSON.stringify(problems)}`);
  return text;
}

/** What the schema of CycloneDX says against a bill; null if nothing. */
export async function problemsOf(text: string): Promise<unknown> {
  return await new Validation.JsonStrictValidator(VERSION).validate(text);
}

function component(data: Readonly<Record<string, unknown>>): Models.Component {
  const made = builder.makeComponent(data as never, Enums.ComponentType.Library);
  if (made === undefined) throw new Error(`package.json of ${data.name} has no name`);
  const { group, name, version } = made;
  made.purl = new PackageURL("npm", group, name, version, undefined, undefined).toString();
  made.bomRef.value = made.purl;
  return made;
}
