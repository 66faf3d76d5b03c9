export { plainOf } from "#engine/schema/plain.js";
