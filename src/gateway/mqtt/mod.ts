/** MQTT 5: messages to a broker that is there already. */
export { loadMqtt, type MqttPackage } from "./client.ts";
export { MqttLink, type MqttLinkOptions } from "./link.ts";
export { openMqtt } from "./place.ts";
export { MqttSink, type MqttSinkOptions } from "./sink.ts";
