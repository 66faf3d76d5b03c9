import { expect } from "chai";
import { markerEnvironment, markerHolds } from "#modules/lib/marker.js";

describe("[U] markers of Python requirements", () => {
  const here = markerEnvironment("3.11.2", "redis");
  for (const [marker, value] of [
    ["python_version >= '3.9'", true], ["python_version < '3.10'", false], ["'3.9' <= python_version", true], ["python_full_version == '3.11.2'", true],
    ["sys_platform == 'win32'", false], ["sys_platform == 'linux' and extra == 'redis'", true], ["extra == 'sqs' or extra == \"redis\"", true],
    ["(extra == 'sqs' or extra == 'redis') and os_name == 'nt'", false], ["sys_platform in 'linux darwin'", true], ["sys_platform not in 'linux darwin'", false],
    ["platform_machine == 'x86_64'", undefined], ["platform_machine == 'x86_64' and os_name == 'nt'", false], ["platform_machine == 'x86_64' or os_name == 'posix'", true],
    ["python_version", undefined], ["python_version >= '3.9' garbage", undefined], ["((((", undefined],
  ] as const) {
    it(`${marker}: ${String(value)}`, () => { expect(markerHolds(marker, here)).to.equal(value); });
  }

  it("cannot be decided where the version of Python is not known", () => {
    expect(markerHolds("python_version >= '3.9'", markerEnvironment(undefined))).to.equal(undefined);
    expect(markerHolds("sys_platform == 'win32'", markerEnvironment(undefined))).to.equal(false);
  });
});
